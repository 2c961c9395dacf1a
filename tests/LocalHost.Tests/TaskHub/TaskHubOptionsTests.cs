using DurableSagas.LocalHost.TaskHub;

namespace DurableSagas.LocalHost.Tests.TaskHub;

public sealed class TaskHubOptionsTests
{
    [Theory]
    [InlineData(null, "Orders", "Orders", ".durable/Orders.db")]
    [InlineData(null, "Other", "Orders", ".durable/Other.db")]
    [InlineData("data/my.db", "Orders", "Orders", "data/my.db")]
    [InlineData("data/my.db", "Other", "Orders", "data/Other.db")]
    public void File_OfAHub_IsItsOwn(string? file, string hub, string ownHub, string expected)
    {
        var options = new TaskHubOptions { File = file };

        Assert.Equal(Path.GetFullPath(expected), options.FileOf(hub, ownHub));
    }

    [Fact]
    public void File_InMemory_StaysSo()
    {
        Assert.Equal(":memory:", new TaskHubOptions { File = ":memory:" }.FileOf("Orders", "Orders"));
    }
}
