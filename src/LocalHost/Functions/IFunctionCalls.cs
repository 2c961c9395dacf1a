namespace DurableSagas.LocalHost.Functions;

/// <summary>Runs a queue or timer function by hand, as <c>POST /admin/functions/{name}</c> asks.</summary>
internal interface IFunctionCalls
{
    /// <summary>Ends when the function has; <paramref name="input"/> is the queue message's text, or empty for a timer.</summary>
    Task CallAsync(AppFunction function, string? input, CancellationToken cancellationToken);
}
