namespace DurableSagas.EmbeddedHost.Management;

/// <summary>Whether a member is always shown, and whether its text is shown as the JSON it is.</summary>
internal enum HistoryMemberKind
{
    Always,
    Input,
    Result,
}
