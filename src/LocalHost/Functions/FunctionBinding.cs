using System.Text.Json;

namespace DurableSagas.LocalHost.Functions;

/// <summary>One binding of a function as the worker announced it; <c>Json</c> is the whole of it.</summary>
internal sealed record FunctionBinding(string Name, string Type, BindingDirection Direction, JsonElement Json)
{
    public bool IsTrigger => Type.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase);

    /// <summary>Property names are compared as the real host does: without regard to case.</summary>
    public JsonElement? this[string property]
    {
        get
        {
            foreach (var member in Json.EnumerateObject())
            {
                if (member.Name.Equals(property, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;
                }
            }

            return null;
        }
    }

    public string? Text(string property) =>
        this[property] is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.GetRawText();

    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);
}
