namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>What becomes of an instance whose version this host may not run: left for another, or failed.</summary>
internal enum VersionFailureStrategy
{
    Reject,
    Fail,
}
