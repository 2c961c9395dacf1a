using Microsoft.Azure.Functions.Worker;

namespace DurableSagas.SagaFunctions.Http.Patience;

/// <summary>An invocation whose cancellation token is cancelled when its caller has waited long enough.</summary>
internal sealed class PatientContext(FunctionContext inner, CancellationToken cancellationToken) : FunctionContext
{
    public override string InvocationId => inner.InvocationId;

    public override string FunctionId => inner.FunctionId;

    public override TraceContext TraceContext => inner.TraceContext;

    public override BindingContext BindingContext => inner.BindingContext;

    public override RetryContext RetryContext => inner.RetryContext;

    public override IServiceProvider InstanceServices
    {
        get => inner.InstanceServices;
        set => inner.InstanceServices = value;
    }

    public override FunctionDefinition FunctionDefinition => inner.FunctionDefinition;

    public override IDictionary<object, object> Items
    {
        get => inner.Items;
        set => inner.Items = value;
    }

    public override IInvocationFeatures Features => inner.Features;

    public override CancellationToken CancellationToken => cancellationToken;
}
