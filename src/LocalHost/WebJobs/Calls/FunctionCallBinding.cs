using Microsoft.Azure.WebJobs.Host.Bindings;
using Microsoft.Azure.WebJobs.Host.Protocols;

namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>Binds the <see cref="FunctionCall"/> of an emitted method.</summary>
internal sealed class FunctionCallBinding(FunctionCallTarget target, string parameter) : IBinding
{
    public bool FromAttribute => false;

    public Task<IValueProvider> BindAsync(BindingContext context) =>
        Provide(new FunctionCallContext(context.FunctionInstanceId, context.FunctionCancellationToken, context));

    /// <summary>The call came by name, with its request as the argument.</summary>
    public Task<IValueProvider> BindAsync(object value, ValueBindingContext context) =>
        Provide(new FunctionCallContext(context.FunctionInstanceId, context.FunctionCancellationToken, Http: (HttpCall)value));

    public ParameterDescriptor ToParameterDescriptor() => new() { Name = parameter };

    private Task<IValueProvider> Provide(FunctionCallContext context) =>
        Task.FromResult<IValueProvider>(new ValueProvider(new FunctionCall(target, context)));

    private sealed class ValueProvider(FunctionCall call) : IValueProvider
    {
        public Type Type => typeof(FunctionCall);

        public Task<object> GetValueAsync() => Task.FromResult<object>(call);

        // Asked for at each invocation, for a log that nobody keeps.
        public string ToInvokeString() => string.Empty;
    }
}
