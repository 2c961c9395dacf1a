namespace DurableSagas.Testing.Time;

/// <summary>What an activity has a virtual timer for.</summary>
internal enum WaitKind
{
    Delay,
    Timeout,
}
