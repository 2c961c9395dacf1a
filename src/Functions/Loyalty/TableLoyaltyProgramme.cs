using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.Participants.Tables;
using DurableSagas.SagaFunctions.Steps;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Functions.Loyalty;

/// <summary>The participant that keeps members' points and cards, on Azure Tables: a partition a member.</summary>
public sealed class TableLoyaltyProgramme(TableServiceClient tables, TimeProvider time, SagaRegister register)
{
    public const string Table = "Loyalty";

    private const string RowKey = "member";
    private const string Points = "points";
    private const string CardNumber = "cardNumber";
    private const string Changes = "changes";

    private readonly TableClient _table = tables.GetTableClient(Table);
    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public async Task GrantAsync(BarrierCall call, JoinProgramme request, CancellationToken cancellationToken) =>
        (await ChangeAsync(call, request.MemberId, member => member[Points] = PointsOf(member) + request.Points, cancellationToken)).OrRefused(call);

    public Task TakeBackAsync(BarrierCall call, JoinProgramme request, CancellationToken cancellationToken) =>
        ChangeAsync(call, request.MemberId, member => member[Points] = PointsOf(member) - request.Points, cancellationToken);

    public async Task IssueCardAsync(BarrierCall call, JoinProgramme request, CancellationToken cancellationToken) =>
        (await ChangeAsync(call, request.MemberId, member => Issue(member, request), cancellationToken)).OrRefused(call);

    public async Task<Member?> FindAsync(string memberId, CancellationToken cancellationToken) =>
        await _table.FindAsync(memberId, RowKey, cancellationToken) is { } member
            ? new Member(memberId, PointsOf(member), member.GetString(CardNumber), member.GetInt32(Changes)!.Value)
            : null;

    private static void Issue(TableEntity member, JoinProgramme request)
    {
        if (member.GetString(CardNumber) is { } known)
        {
            throw new StepRefusedException($"Member '{request.MemberId}' has card '{known}' already.");
        }

        member[CardNumber] = request.CardNumber;
    }

    private static int PointsOf(TableEntity member) => member.GetInt32(Points) ?? 0;

    private Task<BarrierOutcome> ChangeAsync(BarrierCall call, string memberId, Action<TableEntity> change, CancellationToken cancellationToken) =>
        _barrier.RunAsync(
            memberId,
            call,
            async (transaction, token) =>
            {
                var known = await transaction.GetAsync<TableEntity>(RowKey, token);
                var member = known ?? new TableEntity(memberId, RowKey);
                change(member);
                member[Changes] = (known?.GetInt32(Changes) ?? 0) + 1;
                if (known is null)
                {
                    transaction.Insert(member);
                }
                else
                {
                    transaction.Update(member);
                }
            },
            cancellationToken);
}
