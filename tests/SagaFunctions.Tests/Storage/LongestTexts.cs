using System.Text.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.Functions.Loyalty;
using DurableSagas.Functions.Loyalty.Cards;
using DurableSagas.Functions.OrderFulfilment;
using DurableSagas.Functions.OrderFulfilment.Payments;
using DurableSagas.Functions.OrderFulfilment.Receipts;
using DurableSagas.Functions.OrderFulfilment.Warehouse;
using DurableSagas.Functions.OrderFulfilment.Warehouse.Stock;
using DurableSagas.Functions.TripBooking.Inventory;
using DurableSagas.Participants.Barriers;
using DurableSagas.Projections.Audit;
using DurableSagas.Projections.Hub;
using DurableSagas.Projections.Lists;
using DurableSagas.Projections.Notices;
using DurableSagas.Projections.Queries;
using DurableSagas.Projections.Rows;
using DurableSagas.Projections.Starts;
using DurableSagas.Projections.Versions;
using DurableSagas.Projections.Views;
using DurableSagas.SagaFunctions.Bulk.Rows;
using DurableSagas.SagaFunctions.Decisions;
using DurableSagas.SagaFunctions.Declared;
using DurableSagas.SagaFunctions.Declared.Stored;
using DurableSagas.SagaFunctions.Events;
using DurableSagas.SagaFunctions.Faults;
using DurableSagas.SagaFunctions.Interventions;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Notices.Dead;
using DurableSagas.SagaFunctions.Notices.Sending;
using DurableSagas.SagaFunctions.Reconciliation;
using DurableSagas.SagaFunctions.Retention;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Events;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Outcomes.Undoing;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Interventions;
using DurableSagas.Sagas.Texts;
using DurableSagas.Sagas.Views;

namespace DurableSagas.SagaFunctions.Tests.Storage;

/// <summary>Writes tables as the app does, each text as long as it may be where it comes in, or far longer where nobody can refuse it.</summary>
internal sealed class LongestTexts
{
    // Nobody refuses an error, a reason of termination, an event of the management API.
    private static readonly string _endless = string.Concat(Enumerable.Repeat("\"👩‍👩‍👧‍👦\"\u0001", 5_000));
    private static readonly string _id = new('i', 256);
    private static readonly string _identifier = new('x', 64);
    private static readonly string _step = new('s', 80);

    private readonly TableServiceClient _tables;
    private readonly SagaRegister _register;
    private readonly Dictionary<string, Func<CancellationToken, Task>> _writers;

    public LongestTexts(TableServiceClient tables)
    {
        _tables = tables;
        _register = new SagaRegister(tables.GetTableClient(SagaRegister.Table));
        _writers = new Dictionary<string, Func<CancellationToken, Task>>(StringComparer.Ordinal)
        {
            [AcknowledgementTable.Table] = AcknowledgementsAsync,
            [DefinitionTable.Table] = token => new DefinitionTable(_tables).PutAsync(WithMostSteps(), token),
            [DecisionTable.Table] = token => new DecisionTable(_tables, TimeProvider.System).DecideAsync(_id, Sagas.TwoPhaseCommit.Decision.Commit, token),
            [FaultTable.Table] = FaultsAsync,
            [StoredDefinitions.Table] = token => new StoredDefinitions(_tables, TimeProvider.System).AddAsync(new StoredDefinition(_identifier, 1, new string('d', DocumentReader.MaxBytes), new string('f', 64)), token),
            [DeadMessageTable.Table] = DeadMessageAsync,
            [DeadNoticeTable.Table] = DeadNoticeAsync,
            [BulkTable.Table] = BulkAsync,
            [InterventionTable.Table] = InterventionsAsync,
            [Ledgers.Table] = LedgersAsync,
            [RetentionRuns.Table] = token => new RetentionRuns(_tables).AddAsync(new RetentionRun(DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, Enum.GetNames<SagaStatus>().ToDictionary(name => name, _ => int.MaxValue), int.MaxValue), token),
            [SagaIndex.Table] = ViewsAsync,
            [SagaRegister.Table] = token => _register.AddAsync(_id, Ledgers.Table, _identifier, token),
            [SagaViews.Table] = ViewsAsync,
            [SweepPlace.Table] = SweepsAsync,
            [TableCards.Table] = CardsAsync,
            [TableInventory.Table] = InventoryAsync,
            [TableLoyaltyProgramme.Table] = LoyaltyAsync,
            [TablePayments.Table] = OrdersAsync,
            [TableReceipts.Table] = OrdersAsync,
            [TableWarehouse.Table] = OrdersAsync,
        };
    }

    public async Task CreateTablesAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            await _tables.CreateTableIfNotExistsAsync(name, cancellationToken);
        }
    }

    public Task WriteAsync(string table, CancellationToken cancellationToken) => _writers.TryGetValue(table, out var write)
        ? write(cancellationToken)
        : throw new InvalidOperationException($"Table '{table}' is new: say here how it is written with the longest texts that can come in.");

    private static BarrierCall Call(string operation = "", BarrierOperation kind = BarrierOperation.Forward) => new($"{Guid.NewGuid():N}{new string('i', 200)}", _step, kind, operation);

    private async Task DeadMessageAsync(CancellationToken cancellationToken)
    {
        var message = QueuesModelFactory.QueueMessage($"{Guid.NewGuid()}", "receipt", BinaryData.FromString(new string('b', 64 * 1024)), 5, insertedOn: DateTimeOffset.UnixEpoch);
        await new DeadMessageTable(_tables, new QueueServiceClient("UseDevelopmentStorage=true"), TimeProvider.System)
            .KeepAsync(new string('q', 63), message, new string('r', 10_000), cancellationToken);
    }

    private Task DeadNoticeAsync(CancellationToken cancellationToken) => new DeadNoticeTable(_tables).KeepAsync(
        new Notice(_id, _id, _id, _identifier, DateTimeOffset.MaxValue, "{}", new NoticeView(SagaNotice.Stuck, _identifier, long.MaxValue, DateTimeOffset.MaxValue, int.MaxValue)), _endless, DateTimeOffset.MaxValue, cancellationToken);

    private async Task AcknowledgementsAsync(CancellationToken cancellationToken)
    {
        var table = new AcknowledgementTable(_tables, TimeProvider.System);
        await table.RecordFailureAsync(_id, _step, _endless, long.MaxValue, cancellationToken);
        await table.RecordPoisonAsync(_id, _step, cancellationToken);
        await table.KeepAsync(
            new CompensationRequested<JsonElement>
            {
                InstanceId = _id,
                Saga = _identifier,
                Version = 1,
                Step = _step,
                IdempotencyKey = _id,
                Attempt = 1,
                Publication = 1,
                ReplyTo = _id,
                Deadline = DateTimeOffset.MaxValue,
                Request = JsonSerializer.SerializeToElement(new string('r', LongText.MaxLength - 2_000)),
            },
            cancellationToken);
        await table.AcknowledgeAsync(_id, $"{_step}2", cancellationToken);
    }

    private Task FaultsAsync(CancellationToken cancellationToken)
    {
        var most = Enumerable.Range(0, 1000).ToDictionary(activity => $"{activity:D4}{new string('a', 156)}", _ => "chance:000000000:00000000000000");
        return new FaultTable(_tables).PutAsync(_id, FaultRequest.Parse(JsonSerializer.SerializeToElement(most), null, string.Empty), cancellationToken);
    }

    private async Task BulkAsync(CancellationToken cancellationToken)
    {
        var table = new BulkTable(_tables);
        await table.AddAsync(_identifier, [_id], new string('r', ShortText.MaxComment), new string('b', ShortText.MaxName), DateTimeOffset.MaxValue, cancellationToken);
        await table.WriteAsync(_identifier, 0, new BulkRow(_id, BulkResult.StuckAgain, _endless), cancellationToken);
    }

    private async Task InterventionsAsync(CancellationToken cancellationToken)
    {
        var table = new InterventionTable(_tables);
        var (by, reason) = (new string('b', ShortText.MaxName), new string('r', ShortText.MaxComment));
        await table.DecideAsync(
            _id, long.MaxValue, new OperatorDecision(new Intervention(_step, "Compensation", InterventionAction.GiveResult, by, reason, DateTimeOffset.MaxValue), new string('j', 256 * 1024)), cancellationToken);
        await table.SettleAsync(_id, new Settlement(by, reason, DateTimeOffset.MaxValue), cancellationToken);
    }

    private async Task LedgersAsync(CancellationToken cancellationToken)
    {
        var ledgers = new Ledgers(_tables, TimeProvider.System, _register);
        var account = new AccountReference(_identifier, _identifier);
        await ledgers.PutAsync(account, new OpeningBalance(Ledgers.MaxBalance), cancellationToken);
        await ledgers.BeginAsync(Call(), account, row => row.Held += 1, cancellationToken);
        var prepare = Call();
        await ledgers.BeginAsync(prepare, account, row => row.Prepare(prepare.Saga, -0.01m, DateTimeOffset.MaxValue.AddYears(-1)), cancellationToken);
        await ledgers.EndAsync(prepare with { Operation = BarrierOperation.Compensate }, account, row => row.Unlock(prepare.Saga), cancellationToken);
    }

    private async Task ViewsAsync(CancellationToken cancellationToken)
    {
        var index = new SagaIndex(_tables, TimeProvider.System);
        var views = new SagaViews(_tables, index, TimeProvider.System);
        var id = $"{Guid.NewGuid():N}{new string('i', 224)}";
        string[] steps = [.. Enumerable.Range(0, 100).Select(step => $"{step:D3}{new string('s', 77)}")];
        await new Announcements(_tables, index).InsertAsync(
            new Announcement(new SagaIdentity(id, _identifier, Protocol.TwoPhaseCommit, int.MaxValue), TimeProvider.System.GetUtcNow()) { Request = $"\"{new string('r', Announcements.MaxRequestLength - 2)}\"", RequestHash = new string('h', 64), StepNames = steps, Key = new string('k', SagaFilter.MaxKey), Notify = _identifier },
            cancellationToken);

        StepTimeline[] timelines = [.. steps.Select((name, ordinal) => new StepTimeline { Name = name, Ordinal = ordinal, Status = StepStatus.Compensating, Error = _endless })];
        var stuck = SagaRows.Of(new SagaHead { Saga = new SagaIdentity(id, _identifier, Protocol.TwoPhaseCommit, int.MaxValue), Sequence = 1, Status = SagaStatus.Stuck, Error = _endless, StuckAt = new StuckPlace(id, steps[0], StepOperation.Compensation, new string('a', 200), int.MaxValue, _endless, DateTimeOffset.MaxValue) }, timelines[0]);
        // Told one after another, as attempts are.
        foreach (var told in Tries())
        {
            stuck = stuck with { Head = stuck.Head! with { Sequence = told.Sequence }, Steps = stuck.Steps.SetItem(0, new StepRow(told.Sequence, timelines[0]) { Tries = [told.Try] }) };
            await views.RecordAsync(stuck, cancellationToken);
        }
        foreach (var (outcome, sequence) in Outcomes(steps).Zip(Enumerable.Range(100, int.MaxValue - 100)))
        {
            await views.RecordAsync(SagaRows.Of(new SagaTimeline { Saga = new SagaIdentity(id, _identifier, Protocol.TwoPhaseCommit, int.MaxValue), Status = outcome.Status, Sequence = sequence, Outcome = outcome, Error = _endless, Steps = timelines }), cancellationToken);
            var view = await new SagaQueries(_tables).FindAsync(id, cancellationToken);
            Assert.Equal((outcome.Status, outcome.Step), (view!.Outcome!.Status, view.Outcome.Step));
        }

        await NoticesAsync(id, cancellationToken);
        var log = new AuditLog(_tables);
        var action = new OperatorAction(DateTimeOffset.MaxValue, _endless, AuditedCommand.GiveResult, new string('r', ShortText.MaxComment)) { Step = steps[0], Operation = "Compensation" };
        await log.EndedAsync(id, await log.AskedAsync(id, action, cancellationToken), CommandResult.Refused, _endless, cancellationToken);
        await views.RecordAsync(id, (await new SagaQueries(_tables).FindAsync(id, cancellationToken))!.Status, new OutsideEnd(SagaStatus.Terminated, _endless, null), cancellationToken);
    }

    // Each fits into a queue's message.
    private async Task NoticesAsync(string id, CancellationToken cancellationToken)
    {
        var (outbox, sent) = (new NoticeOutbox(_tables), 0);
        for (; await outbox.FindNextAsync(id, cancellationToken) is { } notice; sent++)
        {
            Assert.InRange(NoticeEvents.Write(notice).Length, 1, CompensationMessages.MaxLength);
            await outbox.FailedAsync(notice, _endless, DateTimeOffset.MaxValue, cancellationToken);
            await outbox.GivenUpAsync(notice, _endless, DateTimeOffset.MaxValue, cancellationToken);
        }

        Assert.InRange(sent, 2, int.MaxValue);
    }

    // More than are kept, of both operations.
    private static IEnumerable<(long Sequence, StepTry Try)> Tries() =>
        from operation in Enum.GetValues<StepOperation>()
        from number in Enumerable.Range(int.MaxValue - 11, 11)
        select ((long)(number - int.MaxValue) + 20 + ((int)operation * 20), new StepTry(operation, number, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, AttemptStatus.Succeeded)
        {
            Error = operation == StepOperation.Action ? _endless : new string('\u0001', 1_000),
            RetryAfter = TimeSpan.MaxValue,
            Pendings = int.MaxValue,
            IsReadOnly = true,
            IsLast = true,
        });

    // A sub-saga's whole results, every approval with a long comment, a reason without end; then a short one over them.
    private static SagaOutcome[] Outcomes(string[] steps) =>
    [
        new() { Status = SagaStatus.Completed, Done = new SagaDone(_id, 1, steps.ToDictionary(step => step, _ => JsonSerializer.SerializeToElement(new string('r', 5_000)))) },
        new() { Status = SagaStatus.Completed, Approvals = [.. steps.Select(step => new ApprovalRecord(step, true, _endless, DateTimeOffset.MaxValue, _endless))], Ignored = [.. steps.Select(step => new IgnoredEvent(step, DateTimeOffset.MaxValue, _endless))] },
        new() { Status = SagaStatus.Compensated, Step = steps[0], Reason = _endless, Undone = steps },
        new() { Status = SagaStatus.Compensated, Step = steps[0], Interventions = [.. steps.Select(step => new Intervention(step, "Compensation", InterventionAction.Skip, _endless, _endless, DateTimeOffset.MaxValue))] },
        new() { Status = SagaStatus.Compensated, Step = steps[0], Reason = "short" },
    ];

    private async Task SweepsAsync(CancellationToken cancellationToken)
    {
        await new ContinuationKey(_tables).EnsureAsync(cancellationToken);
        var filter = new SagaFilter(_identifier, SagaStatus.Compensating, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        var token = await new ContinuationTokens(_tables).SealAsync($"{long.MaxValue}|{_id}", filter, cancellationToken);
        await new SweepPlace(_tables).KeepAsync(nameof(SagaStatus.Compensating), token, cancellationToken);
    }

    private async Task InventoryAsync(CancellationToken cancellationToken)
    {
        var inventory = new TableInventory(_tables, TimeProvider.System, _register);
        await inventory.PutAsync(OfferKind.Flight, _identifier, new OfferedPlaces(int.MaxValue), cancellationToken);
        var refusals = 0;
        for (var traveller = 0; refusals == 0 && traveller < 200; traveller++)
        {
            refusals += await Record.ExceptionAsync(() => inventory.TryAsync(Call(), OfferKind.Flight, _identifier, 1, cancellationToken)) is StepUnavailableException ? 1 : 0;
        }

        Assert.Equal(1, refusals);
    }

    // Each waits for all before it.
    private static SagaDefinition<PlaceOrder> WithMostSteps()
    {
        var saga = Saga.For<PlaceOrder>("longest");
        for (var step = 0; step < 100; step++)
        {
            var waiting = saga.Approval(NameOf(step), TimeSpan.FromDays(1));
            Enumerable.Range(0, step).ToList().ForEach(before => waiting.After(NameOf(before)));
        }

        return saga.Build();

        static string NameOf(int step) => $"{step:D3}{_step[3..]}";
    }

    private async Task CardsAsync(CancellationToken cancellationToken) =>
        await new TableCards(_tables, TimeProvider.System, _register).EngraveAsync(Call(), new MakeCard($"{Guid.NewGuid():N}{new string('x', 32)}", _identifier), cancellationToken);

    private async Task LoyaltyAsync(CancellationToken cancellationToken)
    {
        var programme = new TableLoyaltyProgramme(_tables, TimeProvider.System, _register);
        var request = new JoinProgramme($"{Guid.NewGuid():N}{new string('x', 32)}", _identifier, 1_000_000);
        await programme.GrantAsync(Call(), request, cancellationToken);
        await programme.IssueCardAsync(Call(), request, cancellationToken);
        await programme.TakeBackAsync(Call(kind: BarrierOperation.Compensate), request, cancellationToken);
    }

    private async Task OrdersAsync(CancellationToken cancellationToken)
    {
        var order = new PlaceOrder($"{Guid.NewGuid():N}{new string('o', 32)}", _identifier, [.. Enumerable.Range(0, 50).Select(line => new OrderLine($"{line:D2}{new string('k', 62)}", 1, 0.01m))], string.Concat(Enumerable.Repeat("汉", 500)));
        var (warehouse, payments) = (new TableWarehouse(_tables, TimeProvider.System, _register), new TablePayments(_tables, TimeProvider.System, _register));
        foreach (var line in order.Lines)
        {
            await warehouse.PutStockAsync(line.Sku, new StockCount(int.MaxValue), cancellationToken);
        }

        var call = Call();
        await warehouse.ReserveAsync(call, order, cancellationToken);
        await warehouse.ShipAsync(call with { Branch = "ship" }, order, cancellationToken);
        await warehouse.CancelShipmentAsync(call with { Branch = "ship", Operation = BarrierOperation.Compensate }, order, cancellationToken);
        await payments.PutCustomerAsync(order.CustomerId, new AccountBalance(1_000_000_000_000m), cancellationToken);
        await payments.ChargeAsync(call, order, cancellationToken);
        await payments.RefundAsync(call with { Operation = BarrierOperation.Compensate }, order, cancellationToken);
        await new TableReceipts(_tables, TimeProvider.System, _register).SendAsync(call, order, cancellationToken);
    }
}
