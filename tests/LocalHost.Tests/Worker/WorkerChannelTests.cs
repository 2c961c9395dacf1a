using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Worker;

namespace DurableSagas.LocalHost.Tests.Worker;

public sealed class WorkerChannelTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InitializeAsync_WorkerWithAspNetCore_TellsWhereRequestsGo()
    {
        await using var worker = await FakeWorker.ConnectAsync(Cancelled);

        await InitializeAsync(worker, ("HttpUri", "http://127.0.0.1:5000"));

        Assert.Equal(new Uri("http://127.0.0.1:5000"), worker.Channel.HttpUri);
    }

    [Fact]
    public async Task InvokeAsync_AnswersInAnotherOrder_EachCallerGetsItsOwn()
    {
        await using var worker = await FakeWorker.ConnectAsync(Cancelled);
        var sent = new List<string>();
        var first = worker.Channel.InvokeAsync(Request("first"), sent.Add, Cancelled);
        var second = worker.Channel.InvokeAsync(Request("second"), sent.Add, Cancelled);
        await worker.ReceiveAsync(Cancelled);
        await worker.ReceiveAsync(Cancelled);

        await worker.SendAsync(Answer("second"), Cancelled);
        await worker.SendAsync(Answer("first"), Cancelled);

        Assert.Equal(["first", "second"], [(await first).InvocationId, (await second).InvocationId]);
        Assert.Equal(["first", "second"], sent);
        Assert.Equal(0, worker.Channel.InFlight);
    }

    [Fact]
    public async Task InvokeAsync_WorkerDies_WhatIsInFlightIsGivenBackAndNothingMoreIsTaken()
    {
        await using var worker = await FakeWorker.ConnectAsync(Cancelled);
        var inFlight = worker.Channel.InvokeAsync(Request("first"), sent: null, Cancelled);
        await worker.ReceiveAsync(Cancelled);

        worker.Die();

        var exception = await Assert.ThrowsAsync<WorkerProcessExitException>(() => inFlight);
        Assert.True(exception.WasSent);
        exception = await Assert.ThrowsAsync<WorkerProcessExitException>(() => worker.Channel.InvokeAsync(Request("second"), sent: null, Cancelled));
        Assert.False(exception.WasSent);
    }

    [Fact]
    public async Task InvokeAsync_Cancelled_WorkerIsToldAndItsAnswerStillCounts()
    {
        await using var worker = await FakeWorker.ConnectAsync(Cancelled);
        await InitializeAsync(worker, ("HandlesInvocationCancelMessage", "True"));
        using var cancelling = new CancellationTokenSource();
        var call = worker.Channel.InvokeAsync(Request("first"), sent: null, cancelling.Token);
        await worker.ReceiveAsync(Cancelled);

        await cancelling.CancelAsync();

        Assert.Equal("first", (await worker.ReceiveAsync(Cancelled)).InvocationCancel.InvocationId);
        await worker.SendAsync(Answer("first"), Cancelled);
        Assert.Equal("first", (await call).InvocationId);
    }

    [Fact]
    public async Task InvokeAsync_CancelledBefore_IsNotSent()
    {
        await using var worker = await FakeWorker.ConnectAsync(Cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => worker.Channel.InvokeAsync(Request("first"), sent: null, new CancellationToken(canceled: true)));

        Assert.Equal(0, worker.Channel.InFlight);
    }

    [Fact]
    public async Task LoadAsync_OneDoesNotLoad_OnlyItFailsWhenCalled()
    {
        await using var worker = await FakeWorker.ConnectAsync(Cancelled);
        RpcFunctionMetadata[] functions = [new() { FunctionId = "good" }, new() { FunctionId = "bad" }];
        var loading = worker.Channel.LoadAsync(functions, Cancelled);
        foreach (var _ in functions)
        {
            var request = await worker.ReceiveAsync(Cancelled);
            await worker.SendAsync(Loaded(request), Cancelled);
        }

        var failures = await loading;

        Assert.Equal("no constructor", Assert.Single(failures, failure => failure.Key == "bad").Value);
        var exception = await Assert.ThrowsAsync<FunctionFailedException>(
            () => worker.Channel.InvokeAsync(new InvocationRequest { InvocationId = "first", FunctionId = "bad" }, sent: null, Cancelled));
        Assert.Equal("no constructor", exception.Reason);
    }

    private static StreamingMessage Loaded(StreamingMessage request)
    {
        var id = request.FunctionLoadRequest.FunctionId;
        var result = id == "good"
            ? new StatusResult { Status = StatusResult.Types.Status.Success }
            : new StatusResult { Status = StatusResult.Types.Status.Failure, Exception = new RpcException { Message = "no constructor" } };
        return new StreamingMessage { RequestId = request.RequestId, FunctionLoadResponse = new FunctionLoadResponse { FunctionId = id, Result = result } };
    }

    private static async Task InitializeAsync(FakeWorker worker, (string Name, string Value) capability)
    {
        var initialising = worker.Channel.InitializeAsync("/app", Cancelled);
        var request = await worker.ReceiveAsync(Cancelled);
        await worker.SendAsync(
            new StreamingMessage
            {
                RequestId = request.RequestId,
                WorkerInitResponse = new WorkerInitResponse
                {
                    Capabilities = { [capability.Name] = capability.Value },
                    Result = new StatusResult { Status = StatusResult.Types.Status.Success },
                },
            },
            Cancelled);
        await initialising;
    }

    private static InvocationRequest Request(string id) => new() { InvocationId = id, FunctionId = "work" };

    private static StreamingMessage Answer(string id) => new() { InvocationResponse = new InvocationResponse { InvocationId = id } };
}
