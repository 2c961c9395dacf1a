namespace DurableSagas.EmbeddedHost.Client;

/// <summary>Which instance ids a client may choose.</summary>
internal static class InstanceIdRule
{
    private const int MaxLength = 256;

    public static string ChooseOrCheck(string? instanceId)
    {
        if (string.IsNullOrEmpty(instanceId))
        {
            return Guid.NewGuid().ToString("N");
        }

        var fault = Fault(instanceId);
        return fault is null ? instanceId : throw new ArgumentException($"{fault} Found '{instanceId}'.", nameof(instanceId));
    }

    private static string? Fault(string instanceId) => instanceId switch
    {
        { Length: > MaxLength } => $"Instance ID lengths must not exceed {MaxLength} characters.",
        ['@', ..] => "Orchestration instance ids must not start with @.",
        _ when instanceId.Any(IsForbidden) => "Orchestration instance ids must not contain /, \\, #, ?, or control characters.",
        _ => null,
    };

    private static bool IsForbidden(char c) => c is '/' or '\\' or '#' or '?' || char.IsControl(c);
}
