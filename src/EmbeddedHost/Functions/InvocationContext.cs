using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Context.Features;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.EmbeddedHost.Functions;

/// <summary>One invocation of a function; what few functions ask for is made when it is asked for.</summary>
internal sealed class InvocationContext(
    string invocationId,
    AppFunction function,
    InvocationTrigger trigger,
    IServiceProvider rootServices,
    CancellationToken cancellationToken)
    : FunctionContext, IFunctionBindingsFeature, IFunctionInputBindingFeature, IAsyncDisposable
{
    private AsyncServiceScope? _scope;
    private IServiceProvider? _services;
    private TraceContext? _trace;
    private BindingContext? _bindingContext;
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;
    private FunctionInputBindingResult? _bound;
    private Dictionary<string, object?>? _outputs;

    public AppFunction Function { get; } = function;

    public InvocationTrigger Trigger { get; } = trigger;

    public IServiceProvider RootServices { get; } = rootServices;

    public override string InvocationId { get; } = invocationId;

    public override string FunctionId => Function.Id;

    public override FunctionDefinition FunctionDefinition => Function;

    public override TraceContext TraceContext => _trace ??= new InvocationTrace(Trigger.TraceParent, Trigger.TraceState);

    public override BindingContext BindingContext => _bindingContext ??= new InvocationBindingContext(Trigger.BindingData);

    public override RetryContext RetryContext => InvocationRetry.First;

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures(this);

    public override CancellationToken CancellationToken { get; } = cancellationToken;

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object>();
        set => _items = value;
    }

    public override IServiceProvider InstanceServices
    {
        get => _services ??= (_scope = RootServices.CreateAsyncScope()).Value.ServiceProvider;
        set => _services = value;
    }

    public object? InvocationResult { get; set; }

    public IDictionary<string, object?> OutputBindingData => _outputs ??= [];

    public async ValueTask<FunctionInputBindingResult> BindFunctionInputAsync(FunctionContext context) =>
        _bound ??= new FunctionInputBindingResult(await ParameterBindings.BindAsync(this));

    public ValueTask DisposeAsync() => _scope?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class InvocationBindingContext(IReadOnlyDictionary<string, object?> bindingData) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData { get; } = bindingData;
    }

    private sealed class InvocationRetry : RetryContext
    {
        public static InvocationRetry First { get; } = new();

        public override int RetryCount => 0;

        public override int MaxRetryCount => 0;
    }
}
