using System.Net;
using DurableSagas.SagaFunctions.Http.Problems;
using DurableSagas.SagaFunctions.Tests.Http.Doubles;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace DurableSagas.SagaFunctions.Tests.Http;

public sealed class ProblemJudgeTests
{
    private static readonly StatusCode[] _passing = [StatusCode.Cancelled, StatusCode.DeadlineExceeded, StatusCode.ResourceExhausted, StatusCode.Aborted, StatusCode.Unavailable];

    private static readonly StatusCode[] _unclear = [StatusCode.Unknown, StatusCode.Internal];

    public static TheoryData<StatusCode, bool> Errors =>
        [.. Enum.GetValues<StatusCode>().SelectMany(code => new[] { (code, true), (code, false) })];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task TaskHubError_OfEveryStatus_IsToldAsPassingOnlyIfItIs(StatusCode code, bool hubAnswers)
    {
        var error = new RpcException(new Status(code, "no"));

        var problem = await ProblemOfAsync(error, hubAnswers ? null : error);

        if (_passing.Contains(code) || (_unclear.Contains(code) && !hubAnswers))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, 5), (problem.Status, problem.RetryAfter));
        }
        else
        {
            Assert.Equal((HttpStatusCode.InternalServerError, null), (problem.Status, problem.RetryAfter));
            Assert.Contains("'invocation-1'", problem.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TaskHub_ThatDoesNotAnswerTheQuestion_IsUnavailable()
    {
        var problem = await ProblemOfAsync(new RpcException(new Status(StatusCode.Unknown, "no")), new OperationCanceledException());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, problem.Status);
    }

    private static Task<ProblemException> ProblemOfAsync(Exception error, Exception? hub)
    {
        var client = new Mock<DurableTaskClient>(MockBehavior.Strict, "hub");
        var probe = client.Setup(asked => asked.GetInstanceAsync(TaskHubProbe.Id, It.IsAny<CancellationToken>()));
        _ = hub is null ? probe.ReturnsAsync((OrchestrationMetadata?)null) : probe.ThrowsAsync(hub);
        var invocation = new Invocation();
        invocation.Features.Set<IFunctionInputBindingFeature>(new Inputs(client.Object));
        return new ProblemJudge(new FakeTimeProvider(), NullLogger<ProblemJudge>.Instance).ProblemOfAsync(invocation, error);
    }

    private sealed class Inputs(DurableTaskClient client) : IFunctionInputBindingFeature
    {
        public ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context) => ValueTask.FromResult(new FunctionInputBindingResult(["id", client]));
    }
}
