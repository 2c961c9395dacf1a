using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Azure.Functions.Worker.Http;

namespace DurableSagas.FunctionsApi.Tests.Worker;

public sealed class InvocationBindingTests
{
    private readonly Invocation _invocation = new(services: null!);
    private readonly Bindings _bindings = new();

    public InvocationBindingTests()
    {
        _invocation.Features.Set<IFunctionBindingsFeature>(_bindings);
        _invocation.Features.Set<IFunctionInputBindingFeature>(_bindings);
    }

    [Fact]
    public async Task BindInput_ValueReplaced_IsWhatTheFunctionGets()
    {
        var input = await _invocation.BindInputAsync<int>(new Binding("count", "queue", BindingDirection.In));

        input.Value++;

        Assert.Equal([null, 42], _bindings.Values);
    }

    [Fact]
    public async Task BindInput_NoSuchParameter_NamesThoseThatAre()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await _invocation.BindInputAsync<int>(new Binding("size", "queue", BindingDirection.In)));

        Assert.Equal("Function 'PlaceOrder' has no parameter 'size'. Its parameters are: request, count.", error.Message);
    }

    [Fact]
    public void InvocationResult_ValueReplaced_IsWhatTheHostReads()
    {
        _bindings.InvocationResult = "first";

        _invocation.GetInvocationResult<string>().Value += ", second";

        Assert.Equal("first, second", _invocation.GetInvocationResult().Value);
    }

    [Fact]
    public void InvocationResult_OfAnotherType_NamesBoth()
    {
        _bindings.InvocationResult = "text";

        var error = Assert.Throws<InvalidOperationException>(() => _invocation.GetInvocationResult<int>());

        Assert.StartsWith("Function 'PlaceOrder' returned 'System.String', not 'System.Int32'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HttpResponse_InAnOutputProperty_IsFound()
    {
        Response response = new(_invocation);
        _bindings.InvocationResult = new object();
        _bindings.OutputBindingData["Message"] = "queued";
        _bindings.OutputBindingData["Answer"] = response;

        Assert.Same(response, _invocation.GetHttpResponseData());
    }

    [Fact]
    public async Task HttpRequest_StartedByAQueue_IsNull()
    {
        Assert.Null(await _invocation.GetHttpRequestDataAsync());
    }

    private sealed class Bindings : IFunctionBindingsFeature, IFunctionInputBindingFeature
    {
        public object?[] Values { get; } = [null, 41];

        public object? InvocationResult { get; set; }

        public IDictionary<string, object?> OutputBindingData { get; } = new Dictionary<string, object?>();

        public ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context) =>
            ValueTask.FromResult(new FunctionInputBindingResult(Values));
    }
}
