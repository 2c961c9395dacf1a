namespace DurableSagas.DurableTask.Sqlite.Sessions;

/// <summary>Where a session stands between two episodes.</summary>
internal enum SessionState
{
    Idle,
    Ready,
    Running,
    BackingOff,
    Closed,
}
