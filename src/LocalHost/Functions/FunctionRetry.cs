namespace DurableSagas.LocalHost.Functions;

/// <summary>How the host repeats a function that failed, where the app asks for it.</summary>
/// <param name="MaxRetries">-1 repeats for ever.</param>
/// <param name="Maximum">Null: the pause does not grow.</param>
internal sealed record FunctionRetry(int MaxRetries, TimeSpan Pause, TimeSpan? Maximum);
