using Azure.Data.Tables;
using DurableSagas.Participants.Barriers;
using DurableSagas.SagaFunctions.Steps;

namespace DurableSagas.Functions.Loyalty.Cards;

/// <summary>The participant that makes cards, on Azure Tables: a partition a member.</summary>
public sealed class TableCards(TableServiceClient tables, TimeProvider time, SagaRegister register)
{
    public const string Table = "Cards";

    private const string Status = "status";

    private readonly TransactionalBarrier _barrier = new(tables.GetTableClient(Table), register, timeProvider: time);

    public async Task TakeBlankAsync(BarrierCall call, MakeCard request, CancellationToken cancellationToken) =>
        (await SetAsync(call, request, CardStatus.Blank, cancellationToken)).OrRefused(call);

    public Task PutBlankBackAsync(BarrierCall call, MakeCard request, CancellationToken cancellationToken) =>
        SetAsync(call, request, CardStatus.None, cancellationToken);

    public async Task<Card> EngraveAsync(BarrierCall call, MakeCard request, CancellationToken cancellationToken)
    {
        (await SetAsync(call, request, CardStatus.Engraved, cancellationToken)).OrRefused(call);
        return new Card(request.CardNumber, $"{request.MemberId} {request.CardNumber}");
    }

    public Task ScrapAsync(BarrierCall call, MakeCard request, CancellationToken cancellationToken) =>
        SetAsync(call, request, CardStatus.Scrapped, cancellationToken);

    private Task<BarrierOutcome> SetAsync(BarrierCall call, MakeCard request, CardStatus status, CancellationToken cancellationToken) =>
        _barrier.RunAsync(
            request.MemberId,
            call,
            async (transaction, token) =>
            {
                var row = $"card|{request.CardNumber}";
                var card = new TableEntity(request.MemberId, row) { [Status] = status.ToString() };
                if (await transaction.GetAsync<TableEntity>(row, token) is { } known)
                {
                    card.ETag = known.ETag;
                    transaction.Update(card);
                }
                else
                {
                    transaction.Insert(card);
                }
            },
            cancellationToken);
}
