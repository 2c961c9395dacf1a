namespace DurableSagas.EmbeddedHost.Orchestration;

internal enum OpenTaskKind
{
    Activity,
    Timer,
    Child,
}
