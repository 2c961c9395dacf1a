using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Steps;
using DurableSagas.Testing;

namespace DurableSagas.Sagas.Tests.Declared;

/// <summary>A declared step in which a person answers.</summary>
public sealed class DeclaredApprovalTests
{
    private const string Approved = """
        {"protocol":"saga","name":"loan","steps":[
          {"name":"reserve","participant":"p","action":{"method":"POST","path":"a"},"compensation":{"method":"POST","path":"a/undo"}},
          {"name":"Approve","kind":"Approval","within":"PT1H"},
          {"name":"pay","participant":"p","kind":"pivot","action":{"method":"POST","path":"b/{Approve#/by}","body":{"note":{"$result":"Approve#/comment"},"ok":{"$result":"Approve#/approved"}}}}]}
        """;

    private readonly Participant _participant = new();

    [Fact]
    public async Task Answer_Yes_LetsTheSagaGoOnAndIsAResultLikeOthers()
    {
        var outcome = await RunAsync(new ApprovalAnswer(true, "ann b", "for the house"));

        Assert.Equal(SagaStatus.Completed, outcome.Status);
        Assert.Equal(("Approve", true, "ann b"), outcome.Approvals!.Select(approval => (approval.Step, approval.Approved, approval.By)).Single());
        Assert.Equal(("b/ann%20b", """{"note":"for the house","ok":true}"""), (_participant.Asked["pay"].Path, _participant.Asked["pay"].Body!.Text));
    }

    [Fact]
    public async Task Answer_No_TurnsTheSagaBack()
    {
        var outcome = await RunAsync(new ApprovalAnswer(false, "ann", "too much"));

        Assert.Equal((SagaStatus.Compensated, "Approve", "ann said no: too much."), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["reserve", "reserve/compensation"], _participant.Done);
    }

    [Fact]
    public async Task Answer_ThatDoesNotComeInTime_TurnsTheSagaBack()
    {
        var outcome = await RunAsync(null);

        Assert.Equal((SagaStatus.Compensated, "Approve", "Nobody answered within 01:00:00."), (outcome.Status, outcome.Step, outcome.Reason));
        Assert.Equal(["reserve", "reserve/compensation"], _participant.Done);
    }

    [Theory]
    [InlineData("""{"name":"Approve","kind":"Approval"}""", "/steps/0/within: 'within' is missing.")]
    [InlineData("""{"name":"Approve","kind":"Approval","within":"soon"}""", "/steps/0/within: 'soon' is no ISO 8601 duration, such as PT30S.")]
    [InlineData("""{"name":"Approve","kind":"Approval","within":"P31D"}""", "/steps/0/within: 'P31D' must be positive and 30 days at most.")]
    [InlineData("""{"name":"cancel","kind":"Approval","within":"PT1H"}""", "/steps/0/name: Approval 'cancel' has the name of the event that cancels a saga; it needs another one.")]
    [InlineData("""{"name":"a","participant":"p"}""", "/steps/0/action: 'action' is missing.")]
    [InlineData("""{"name":"a","action":{"method":"POST","path":"a"}}""", "/steps/0/participant: 'participant' is missing.")]
    [InlineData("""{"name":"a","participant":"p","kind":"pivot","action":{"method":"POST","path":"a"}},{"name":"Approve","kind":"Approval","within":"PT1H"}""", "/steps/1: Compensable step 'Approve' may run after or beside the pivot 'a'; it must come before it.")]
    public void Step_ThatIsNotWhole_IsAFault(string steps, string fault)
    {
        var document = Documents.Read($$"""{"protocol":"saga","name":"loan","steps":[{{steps}}]}""");

        Assert.Equal([fault], DeclaredFaults.Of(document, _ => true).Select(found => $"{found.Place}: {found.Fault}"));
    }

    private async Task<SagaOutcome> RunAsync(ApprovalAnswer? answer)
    {
        await using var host = await Hosts.StartAsync(_participant);
        var id = await host.StartAsync(Documents.Read(Approved), "tx-1");
        if (answer is not null)
        {
            await host.Client.RaiseEventAsync(id, "Approve", answer, TestContext.Current.CancellationToken);
        }

        return await host.OutcomeOfAsync(id);
    }
}
