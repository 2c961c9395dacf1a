using DurableSagas.Participants.Barriers;

namespace Shop.Buying.Wallets;

/// <summary>The participant that keeps customers' money.</summary>
public interface IWallets
{
    Task ChargeAsync(BarrierCall call, string customer, decimal amount, CancellationToken cancellationToken);

    Task RefundAsync(BarrierCall call, string customer, decimal amount, CancellationToken cancellationToken);

    Task PutAsync(string customer, WalletBalance wallet, CancellationToken cancellationToken);

    Task<Wallet?> FindAsync(string customer, CancellationToken cancellationToken);
}
