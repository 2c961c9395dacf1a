namespace DurableSagas.EmbeddedHost.Dispatch;

/// <summary>Which versions of an instance this host may run, compared with its default version.</summary>
internal enum VersionMatchStrategy
{
    None,
    Strict,
    CurrentOrOlder,
}
