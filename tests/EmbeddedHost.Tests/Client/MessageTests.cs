using DurableSagas.EmbeddedHost.Tests.Dispatch;
using Grpc.Core;
using Microsoft.DurableTask.Client;

namespace DurableSagas.EmbeddedHost.Tests.Client;

public sealed class MessageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Requests => ["raise", "terminate", "suspend", "resume"];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_UnknownInstance_IsNotFound(string request)
    {
        await using var engine = await TestEngine.StartAsync(App());

        var refused = await Assert.ThrowsAsync<RpcException>(() => SendAsync(engine.Client, request, "nobody"));

        Assert.Equal(StatusCode.NotFound, refused.StatusCode);
        Assert.Equal("No instance with ID 'nobody' was found.", refused.Status.Detail);
    }

    [Theory]
    [InlineData("raise", StatusCode.FailedPrecondition, "The orchestration instance with the provided instance id is not running.")]
    [InlineData("terminate", StatusCode.FailedPrecondition, "Cannot terminate the orchestration instance a because instance is in the Completed state.")]
    [InlineData("suspend", StatusCode.Unknown, "Exception was thrown by handler.")]
    [InlineData("resume", StatusCode.Unknown, "Exception was thrown by handler.")]
    public async Task Request_EndedInstance_IsRefused(string request, StatusCode code, string detail)
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Echo", 1, "a");
        await engine.EndOfAsync("a");

        var refused = await Assert.ThrowsAsync<RpcException>(() => SendAsync(engine.Client, request, "a"));

        Assert.Equal((code, detail), (refused.StatusCode, refused.Status.Detail));
    }

    [Fact]
    public async Task Suspend_Twice_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(App());
        await engine.StartInstanceAsync("Wait", id: "a");
        await engine.IdleAsync();
        await engine.Client.SuspendInstanceAsync("a", "first", Cancelled);
        await engine.IdleAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(() => engine.Client.SuspendInstanceAsync("a", "second", Cancelled));

        Assert.Equal(StatusCode.Unknown, refused.StatusCode);
    }

    [Fact]
    public async Task Events_OfOneName_AreTakenInTheOrderOfTheirAcknowledgement()
    {
        var app = new TestApp().Orchestrator("Collect", async context =>
        {
            var collected = string.Empty;
            while (collected.Length < 200)
            {
                collected += await context.WaitForExternalEvent<string>("letter", CancellationToken.None);
            }

            return collected;
        });
        await using var engine = await TestEngine.StartAsync(app);
        var id = await engine.StartInstanceAsync("Collect");
        var sent = string.Empty;

        while (sent.Length < 200)
        {
            var letter = (char)('a' + (sent.Length % 26));
            await engine.Client.RaiseEventAsync(id, "LETTER", letter.ToString(), Cancelled);
            sent += letter;
        }

        var end = await engine.EndOfAsync(id);

        Assert.Equal(sent, end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task Request_WithoutId_IsRefused()
    {
        await using var engine = await TestEngine.StartAsync(App());

        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RaiseEventAsync(string.Empty, "go", null, Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.GetInstanceAsync(string.Empty, Cancelled));
    }

    private static Task SendAsync(DurableTaskClient client, string request, string id) => request switch
    {
        "raise" => client.RaiseEventAsync(id, "go", null, Cancelled),
        "terminate" => client.TerminateInstanceAsync(id, null, Cancelled),
        "suspend" => client.SuspendInstanceAsync(id, null, Cancelled),
        _ => client.ResumeInstanceAsync(id, null, Cancelled),
    };

    private static TestApp App() => new TestApp()
        .Orchestrator("Echo", context => Task.FromResult(context.GetInput<int>()))
        .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("go", CancellationToken.None));
}
