namespace DurableSagas.BenchmarkApp.Driving;

/// <summary>How many instances are to wait for an event.</summary>
/// <param name="Activities">What each does first; null: nothing.</param>
public sealed record WaitRequest(int Count, int? Activities = null);
