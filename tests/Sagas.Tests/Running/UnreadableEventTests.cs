using System.Text.Json.Nodes;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Running.Attempts;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Sagas.Texts;
using static DurableSagas.Sagas.Tests.Letters;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class UnreadableEventTests
{
    private const string Manager = nameof(Manager);

    private static readonly SagaDefinition<Order> _approved = Saga.For<Order>("approved")
        .Step<A>().CompensateWith<UndoA>()
        .Approval(Manager, TimeSpan.FromDays(20))
        .Pivot<B>().CompensateWith<UndoB>()
        .Build();

    // Every kind of JSON, alone and where a member is expected; what is null or lacks a member as well.
    private static readonly string[] _values = ["true", "false", "0", "5", "-1e300", "\"\"", "\"stop\"", "\"maybe\"", "[]", "[null]", "[{}]", "{}", """{"a":{"b":[1]}}"""];

    private static readonly string[] _noCancels = [.. _values.Where(value => value[0] != '{'), .. _values.Where(value => value[0] != '"').Select(value => $$"""{"reason":{{value}}}""")];

    private static readonly string[] _noAnswers =
    [
        "null",
        .. _values,
        .. _values.Append("null").Where(value => value is not ("true" or "false")).Select(value => $$"""{"approved":{{value}},"by":"kim"}"""),
        .. _values.Append("null").Where(value => value[0] != '"').Select(value => $$"""{"approved":true,"by":{{value}}}"""),
        .. _values.Where(value => value[0] != '"').Select(value => $$"""{"approved":true,"by":"kim","comment":{{value}}}"""),
        """{"approved":true}""",
        """{"by":"kim"}""",
        Deep(60),
    ];

    public static TheoryData<string> NoCancels => new(_noCancels.Append(Deep(60)));

    public static TheoryData<string> NoAnswers => new(_noAnswers);

    [Fact]
    public async Task Events_ThatAreNone_SayWhatWasExpectedAndFound()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, 7);
        await host.WhenIdleAsync();
        await host.Client.RaiseEventAsync(id, Manager);
        await host.WhenIdleAsync();
        await host.Client.RaiseEventAsync(id, Manager, new ApprovalAnswer(true, "kim"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal(
            [
                "Event 'Cancel' was ignored: expected nothing, or an object with 'reason', found 7.",
                "Event 'Manager' was ignored: expected an object with 'approved' (true or false) and 'by', found nothing.",
            ],
            outcome.Ignored!.Select(ignored => ignored.Why));
    }

    [Theory]
    [MemberData(nameof(NoCancels))]
    public async Task Cancel_ThatIsNone_IsPutOnRecordAndTheSagaGoesOn(string payload)
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, JsonNode.Parse(payload));
        await host.WhenIdleAsync();
        await host.Client.RaiseEventAsync(id, Manager, new ApprovalAnswer(true, "kim"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(["A", "B"], host.ActivityCalls);
        Assert.Equal(CancelRequest.Event, Assert.Single(outcome.Ignored!).Event);
    }

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public async Task Approval_AnswerThatIsNone_IsPutOnRecordAndTheWaitGoesOn(string payload)
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, Manager, JsonNode.Parse(payload));
        await host.WhenIdleAsync();
        var waiting = host.View(id).Steps[1];
        await host.Client.RaiseEventAsync(id, Manager, new ApprovalAnswer(true, "kim"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal(StepStatus.Running, waiting.Status);
        Assert.StartsWith("Event 'Manager' was ignored: expected an object with 'approved' (true or false) and 'by', found ", waiting.Error, StringComparison.Ordinal);
        Assert.Equal((SagaStatus.Completed, Manager), (outcome.Status, Assert.Single(outcome.Ignored!).Event));
        Assert.Equal(["A", "B"], host.ActivityCalls);
    }

    [Fact]
    public async Task Cancel_AfterOneThatIsNone_TurnsBack()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync(id, CancelRequest.Event, "stop");
        await host.Client.RaiseEventAsync(id, CancelRequest.Event, new CancelRequest("changed my mind"));
        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal("Cancelled by the caller: changed my mind.", outcome.Reason);
        Assert.Equal(["A", "UndoA"], host.ActivityCalls);
    }

    [Fact]
    public async Task Approval_ManyAnswersThatAreNone_KeepTheTimeAndFillNeitherOutcomeNorHistory()
    {
        await using var host = await Hosts.StartAsync();
        var id = await host.StartAsync(_approved, new Order(), "order-1");
        await host.AdvanceAsync(TimeSpan.FromDays(5));

        for (var answer = 0; answer < 30; answer++)
        {
            await host.Client.RaiseEventAsync(id, Manager, new string('x', 50_000));
        }

        var outcome = await host.OutcomeOfAsync(id);

        Assert.Equal("Nobody answered within 20.00:00:00.", outcome.Reason);
        Assert.Equal(TimeSpan.FromDays(20), host.Time.GetUtcNow() - new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(10, outcome.Ignored!.Count);
        Assert.All(outcome.Ignored, ignored => Assert.InRange(ignored.Why.Length, 1, 300));
        Assert.InRange(host.Calls.Count(call => call.Activity == TimelineRecorder.RecordTimeline), 2, 5);
    }

    [Fact]
    public async Task Texts_LongerThanAnyColumn_AreShortenedBeforeTheyAreStored()
    {
        var text = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 4_000));
        await using var host = await Hosts.StartAsync();
        await host.StartAsync(_approved, new Order(), "cancelled");
        await host.StartAsync(_approved, new Order(), "refused");
        await host.WhenIdleAsync();

        await host.Client.RaiseEventAsync("cancelled", CancelRequest.Event, new CancelRequest(text));
        await host.Client.RaiseEventAsync("refused", Manager, new ApprovalAnswer(false, text, text));
        SagaOutcome[] outcomes = [await host.OutcomeOfAsync("cancelled"), await host.OutcomeOfAsync("refused")];

        Assert.All(outcomes, outcome => Assert.InRange(outcome.Reason!.Length, 500, ShortText.MaxStored));
        Assert.All(outcomes, outcome => Assert.EndsWith("👩‍👩‍👧‍👦…", outcome.Reason!.TrimEnd('.'), StringComparison.Ordinal));
        Assert.InRange(outcomes[1].Approvals![0].By.Length, ShortText.MaxName - 11, ShortText.MaxName);
        Assert.InRange(outcomes[1].Approvals![0].Comment!.Length, ShortText.MaxComment - 11, ShortText.MaxComment);
        Assert.All(host.View("refused").Steps, step => Assert.InRange(step.Error?.Length ?? 0, 0, ShortText.MaxStored));
    }

    private static string Deep(int levels) => $"{new string('[', levels)}{new string(']', levels)}";
}
