using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DurableSagas.SagaFunctions.Http.Bodies;

/// <summary>Says in the caller's words where a body is not what a type expects.</summary>
/// <remarks>The serializer's own text is of its first fault only, and names types of this app.</remarks>
internal sealed class BodyShape
{
    private const string Twice = "It stands twice.";
    internal const string WrongType = "The value has the wrong type.";

    private readonly JsonSerializerOptions _options;
    private readonly Dictionary<string, string[]> _faults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _twice = new(StringComparer.Ordinal);

    private BodyShape(JsonSerializerOptions options) => _options = options;

    /// <summary>By the field's path; none when the shape is the type's.</summary>
    /// <remarks>Of what stands twice nobody knows which is meant: it is told first, and alone.</remarks>
    public static IReadOnlyDictionary<string, string[]> FaultsOf(JsonElement body, Type type, JsonSerializerOptions options)
    {
        var shape = new BodyShape(options);
        shape.Look(body, options.GetTypeInfo(type), string.Empty);
        return shape._twice.Count > 0 ? shape._twice : shape._faults;
    }

    /// <summary>Members that stand twice in one object, whatever is expected there.</summary>
    public static IReadOnlyDictionary<string, string[]> DuplicatesIn(JsonElement body) =>
        Duplicates(body, string.Empty).Distinct(StringComparer.Ordinal).ToDictionary(place => place, _ => new[] { Twice }, StringComparer.Ordinal);

    private static IEnumerable<string> Duplicates(JsonElement element, string place) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal)
            .SelectMany(group => DuplicatesOf([.. group], Member(place, group.Key))),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((item, index) => Duplicates(item, Item(place, index))),
        _ => [],
    };

    private static IEnumerable<string> DuplicatesOf(JsonProperty[] members, string place) =>
        (members.Length > 1 ? [place] : Enumerable.Empty<string>()).Concat(members.SelectMany(member => Duplicates(member.Value, place)));

    private static string Member(string place, string name) => place.Length == 0 ? name : $"{place}.{name}";

    private static string Item(string place, int index) => $"{place}[{index}]";

    private void Look(JsonElement element, JsonTypeInfo type, string place)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object:
                LookAtMembers(element, type, place);
                break;
            case JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array && type.ElementType is { } item:
                foreach (var (index, value) in element.EnumerateArray().Index())
                {
                    Look(value, _options.GetTypeInfo(item), Item(place, index));
                }

                break;
            default:
                if (!CanBeRead(element, type.Type))
                {
                    _faults[place.Length == 0 ? "$" : place] = [WrongType];
                }

                break;
        }
    }

    private void LookAtMembers(JsonElement element, JsonTypeInfo type, string place)
    {
        HashSet<JsonPropertyInfo> seen = [];
        foreach (var member in element.EnumerateObject())
        {
            var field = Member(place, member.Name);
            if (type.Properties.FirstOrDefault(property => string.Equals(property.Name, member.Name, StringComparison.OrdinalIgnoreCase)) is not { } property)
            {
                _faults[field] = ["There is no such field."];
            }
            else if (!seen.Add(property))
            {
                _twice[field] = [Twice];
            }
            else if (member.Value.ValueKind == JsonValueKind.Null)
            {
                LookAtNull(property, field);
            }
            else
            {
                Look(member.Value, _options.GetTypeInfo(property.PropertyType), field);
            }
        }

        foreach (var missing in type.Properties.Where(property => IsRequired(property) && !seen.Contains(property)))
        {
            _faults[Member(place, missing.Name)] = ["It is missing."];
        }
    }

    private void LookAtNull(JsonPropertyInfo property, string field)
    {
        if (!IsNullable(property))
        {
            _faults[field] = [property.PropertyType.IsValueType ? WrongType : "It must not be null."];
        }
    }

    private static bool IsRequired(JsonPropertyInfo property) => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    private static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.AssociatedParameter?.IsNullable ?? property.IsSetNullable;

    private bool CanBeRead(JsonElement element, Type type)
    {
        try
        {
            element.Deserialize(type, _options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
