using DurableSagas.Participants.Barriers;

namespace DurableSagas.Participants.Tests.Barriers;

/// <summary>A step that takes 10.00 from an account, and its compensation.</summary>
internal static class AccountCalls
{
    public const decimal Amount = 10.00m;

    public static Task<BarrierResult<string>> ForwardAsync(TransactionalBarrier barrier, string saga, CancellationToken cancellationToken, string receipt = "receipt") =>
        barrier.RunAsync("account-1", new BarrierCall(saga, "Withdraw", BarrierOperation.Forward), async (transaction, token) =>
        {
            var account = await transaction.GetAsync<Account>("account", token);

            if (account!.Balance < Amount)
            {
                throw new InvalidOperationException("balance too low");
            }

            account.Balance -= Amount;
            account.Changes += "F";
            transaction.Update(account);
            return receipt;
        }, cancellationToken);

    public static Task<BarrierResult<string>> CompensateAsync(TransactionalBarrier barrier, string saga, CancellationToken cancellationToken) =>
        barrier.RunAsync("account-1", new BarrierCall(saga, "Withdraw", BarrierOperation.Compensate), async (transaction, token) =>
        {
            var account = await transaction.GetAsync<Account>("account", token);
            account!.Balance += Amount;
            account.Changes += "C";
            transaction.Update(account);
            return $"undone {transaction.ForwardResult<string>()}";
        }, cancellationToken);
}
