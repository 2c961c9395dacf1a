using DurableSagas.Participants.Barriers;

namespace DurableSagas.Participants.Tests.Barriers;

/// <summary>A step that takes 10.00 from an account, and its compensation.</summary>
internal static class AccountCalls
{
    public const decimal Amount = 10.00m;
    public const string Partition = "account-1";
    public const string Row = "account";

    public static Task<BarrierResult<string>> WithdrawAsync(TransactionalBarrier barrier, string saga, string receipt, CancellationToken cancellationToken) =>
        barrier.RunAsync(Partition, new BarrierCall(saga, "Withdraw", BarrierOperation.Forward), async (transaction, token) =>
        {
            var account = await transaction.GetAsync<Account>(Row, token);

            // With just enough for one withdrawal, a duplicate that sees its own effect is refused here.
            if (account!.Balance < Amount)
            {
                throw new BalanceTooLowException();
            }

            account.Balance -= Amount;
            account.Changes += $"{saga} F;";
            transaction.Update(account);
            return receipt;
        }, cancellationToken);

    public static Task<BarrierResult<string>> GiveBackAsync(TransactionalBarrier barrier, string saga, CancellationToken cancellationToken) =>
        barrier.RunAsync(Partition, new BarrierCall(saga, "Withdraw", BarrierOperation.Compensate), async (transaction, token) =>
        {
            var account = await transaction.GetAsync<Account>(Row, token);
            account!.Balance += Amount;
            account.Changes += $"{saga} C;";
            transaction.Update(account);
            return $"undone {transaction.ForwardResult<string>()}";
        }, cancellationToken);
}
