namespace DurableSagas.LocalHost.WebJobs.Calls;

/// <summary>
/// One invocation, as a parameter of the emitted methods, which hand it what WebJobs has bound. Public because the
/// emitted assembly is another one.
/// </summary>
public sealed class FunctionCall
{
    private readonly FunctionCallTarget _target;
    private readonly FunctionCallContext _context;

    internal FunctionCall(FunctionCallTarget target, FunctionCallContext context)
    {
        _target = target;
        _context = context;
    }

    /// <param name="trigger">What the trigger gave; null for HTTP, whose request stands in the context.</param>
    /// <param name="bound">The other bindings, in the order in which the function has them.</param>
    /// <returns>What the extension of the trigger takes as the function's result.</returns>
    public Task<object?> RunAsync(object? trigger, object?[] bound) => _target.RunAsync(_context, trigger, bound);
}
