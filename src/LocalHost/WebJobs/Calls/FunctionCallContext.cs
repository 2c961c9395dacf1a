using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Bindings;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>What is WebJobs' own of an invocation: its id, its cancellation, its binding data.</summary>
internal readonly record struct FunctionCallContext(
    Guid InvocationId, CancellationToken CancellationToken, BindingContext? Binding = null, HttpCall? Http = null)
{
    /// <summary>Null at the first attempt, and where the app asks for no repetitions.</summary>
    public RetryContext? Retry => Binding?.ValueContext.FunctionContext.RetryContext;
}
