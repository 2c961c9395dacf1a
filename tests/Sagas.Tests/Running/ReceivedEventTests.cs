using DurableSagas.Sagas.Running;
using DurableSagas.Sagas.Running.Signals;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Sagas.Tests.Running;

public sealed class ReceivedEventTests
{
    [Fact]
    public void Event_ThatIsWhatItsNameStandsFor_IsRead()
    {
        var isRead = new ReceivedEvent("""{"approved":true,"by":"kim"}""").TryRead<ApprovalAnswer>(out var answer);

        Assert.True(isRead);
        Assert.Equal(new ApprovalAnswer(Approved: true, "kim"), answer);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""{"approved":1,"by":"kim"}""")]
    [InlineData("""{"approved":true}""")]
    public void Event_ThatIsSomethingElse_IsNotRead(string text)
    {
        var isRead = new ReceivedEvent(text).TryRead<ApprovalAnswer>(out var answer);

        Assert.False(isRead);
        Assert.Null(answer);
    }

    [Theory]
    [InlineData(100, 100, "")]
    [InlineData(101, 99, "…")]
    public void Quote_OfALongEvent_IsItsBeginning(int length, int kept, string end) =>
        Assert.Equal($"{new string('x', kept)}{end}", new ReceivedEvent(new string('x', length)).Quote);
}
