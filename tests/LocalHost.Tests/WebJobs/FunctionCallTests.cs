using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Rpc;
using DurableSagas.LocalHost.Tests.Functions;
using DurableSagas.LocalHost.WebJobs.Calls;
using Microsoft.Azure.WebJobs;
using Newtonsoft.Json.Linq;

namespace DurableSagas.LocalHost.Tests.WebJobs;

public sealed class FunctionCallTests
{
    private const string QueueReturn = """{"name":"$return","type":"queue","direction":"Out","queueName":"out"}""";
    private static readonly Guid _id = new("11111111-1111-1111-1111-111111111111");

    private readonly AnsweringInvoker _worker = new();

    [Fact]
    public async Task RunAsync_HttpFunction_SendsRequestRouteAndClientAndGivesTheResponse()
    {
        var call = new HttpCall(new RpcHttp { Method = "POST", NullableParams = { ["id"] = new NullableString { Value = "7" } } }, sent: null);
        _worker.Answer = new InvocationResponse { ReturnValue = new TypedData { Http = new RpcHttp { StatusCode = "202" } } };

        await RunAsync(Announced.Read("Start", Announced.Http, Announced.Client, Announced.HttpReturn), call, null, "{client}");

        Assert.Equal("202", call.Response!.StatusCode);
        Assert.Equal(("id-of-Start", _id.ToString()), (_worker.Request!.FunctionId, _worker.Request.InvocationId));
        Assert.Equal(
            [("request", "POST"), ("client", "{client}")],
            _worker.Request.InputData.Select(input => (input.Name, input.Data.Http?.Method ?? input.Data.String)));
        Assert.Equal("7", _worker.Request.TriggerMetadata["id"].String);
        Assert.NotNull(_worker.Request.TraceContext);
    }

    [Theory]
    [InlineData("""{"name":"Response","type":"http","direction":"Out"}""", "201")]
    [InlineData("""{"name":"Other","type":"http","direction":"Out"}""", "204")]
    public async Task RunAsync_HttpResponseAmongOutputs_IsFoundByItsName(string output, string status)
    {
        var call = new HttpCall(new RpcHttp(), sent: null);
        _worker.Answer = new InvocationResponse
        {
            OutputData = { new ParameterBinding { Name = "Response", Data = new TypedData { Http = new RpcHttp { StatusCode = "201" } } } },
        };

        await RunAsync(Announced.Read("Start", Announced.Http, output), call, null);

        Assert.Equal(status, call.Response!.StatusCode);
    }

    [Fact]
    public async Task RunAsync_HttpFunctionReturnsAValue_IsJson()
    {
        var call = new HttpCall(new RpcHttp(), sent: null);
        _worker.Answer = new InvocationResponse { ReturnValue = new TypedData { Json = """{"a":1}""" } };

        await RunAsync(Announced.Read("Get", Announced.Http, Announced.HttpReturn), call, null);

        Assert.Equal(("200", """{"a":1}"""), (call.Response!.StatusCode, call.Response.Body.Json));
    }

    [Fact]
    public async Task RunAsync_Orchestration_GivesTheWorkersText()
    {
        _worker.Answer = new InvocationResponse { ReturnValue = new TypedData { String = "b3V0" } };

        var result = await RunAsync(Announced.Read("Run", Announced.Orchestration), http: null, "aW4=");

        Assert.Equal("b3V0", result);
        Assert.Equal("aW4=", Assert.Single(_worker.Request!.InputData).Data.String);
    }

    [Fact]
    public void ToObject_Json_IsWhatTheRealHostStores()
    {
        // A text that looks like a date stays one, money becomes a double: so it is in Azure.
        var result = RpcValues.ToObject(new TypedData { Json = """{"on":"2026-01-01T00:00:00Z","amount":20.00}""" });

        Assert.Equal("""{"on":"2026-01-01T00:00:00Z","amount":20.0}""", ((JObject)result!).ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public async Task RunAsync_FunctionThrew_MessageHasTheFormThatTheExtensionTakesApart()
    {
        _worker.Answer = new InvocationResponse
        {
            Result = new StatusResult
            {
                Status = StatusResult.Types.Status.Failure,
                Exception = new RpcException { Message = "System.InvalidOperationException: No.", StackTrace = "at App" },
            },
        };

        var exception = await Assert.ThrowsAsync<FunctionFailedException>(() => RunAsync(Announced.Read("Run", Announced.Orchestration), http: null, "aW4="));

        Assert.Equal("Result: Failure\nException: System.InvalidOperationException: No.\nStack: at App", exception.Message);
    }

    [Theory]
    [InlineData("""["a",{"b":1},null,"c"]""", new[] { "a", """{"b":1}""", "c" })]
    [InlineData("""{"b":1}""", new[] { """{"b":1}""" })]
    [InlineData("null", new string[0])]
    public async Task RunAsync_QueueOutput_IsAMessageForEachElement(string json, string[] messages)
    {
        var sent = new Collector();
        _worker.Answer = new InvocationResponse { ReturnValue = new TypedData { Json = json } };

        await RunAsync(Announced.Read("Work", Announced.Orchestration, QueueReturn), http: null, "aW4=", sent);

        Assert.Equal(messages, sent.Messages);
    }

    private Task<object?> RunAsync(AppFunction function, HttpCall? http, object? trigger, params object?[] bound) =>
        new FunctionCall(new FunctionCallTarget(function, _worker), new FunctionCallContext(_id, CancellationToken.None, Http: http)).RunAsync(trigger, bound);

    private sealed class AnsweringInvoker : IFunctionInvoker
    {
        public InvocationRequest? Request { get; private set; }

        public InvocationResponse Answer { get; set; } = new();

        public Task<InvocationResponse> InvokeAsync(InvocationRequest request, Action<string>? sent, CancellationToken cancellationToken)
        {
            Request = request;
            Answer.Result ??= new StatusResult { Status = StatusResult.Types.Status.Success };
            return Task.FromResult(Answer);
        }
    }

    private sealed class Collector : IAsyncCollector<BinaryData>
    {
        public List<string> Messages { get; } = [];

        public Task AddAsync(BinaryData item, CancellationToken cancellationToken = default)
        {
            Messages.Add(item.ToString());
            return Task.CompletedTask;
        }

        public Task FlushAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
}
