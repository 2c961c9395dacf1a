using System.Collections;
using System.Reflection;
using System.Text.Json;
using DurableSagas.Sagas.Json;

namespace DurableSagas.SagaFunctions.Tests.Crossing;

/// <summary>Values of any type, every member of which is one that is easily changed on its way.</summary>
internal static class Sample
{
    public const string Foreign = """{"amount":20.00,"digits":0.12345678901234567890123,"whole":1E3,"huge":123456789012345678901234567890,"when":"2026-11-29T20:57:26.66+00:00","$type":"System.Uri","$ref":"1"}""";

    private const int Deepest = 8;

    private static readonly Dictionary<Type, object> _values = new()
    {
        [typeof(bool)] = true,
        [typeof(DateOnly)] = new DateOnly(2026, 11, 29),
        [typeof(DateTimeOffset)] = new DateTimeOffset(2026, 11, 29, 20, 57, 26, TimeSpan.FromMinutes(90)).AddTicks(1_234_567),
        [typeof(decimal)] = 12345678901234567890.12345670m,
        [typeof(double)] = 0.1 + 0.2,
        [typeof(float)] = 16_777_217.5f,
        [typeof(ForeignJson)] = ForeignJson.Parse(Foreign),
        [typeof(Guid)] = new Guid("0e36ad43-2c4a-4c5b-9d0a-2f0a3c1b9d8e"),
        [typeof(int)] = int.MinValue,
        [typeof(JsonElement)] = JsonSerializer.SerializeToElement(new { Price = 1234567890.1234567890m, On = "2026-11-29T20:57:26Z" }, SagaJson.History),
        [typeof(long)] = 123_456_789_012_345_678,
        [typeof(string)] = "2026-11-29T20:57:26.66+00:00",
        [typeof(TimeSpan)] = new TimeSpan(1, 2, 3, 4).Add(TimeSpan.FromTicks(5)),
        [typeof(ulong)] = ulong.MaxValue,
    };

    public static object Of(Type type) => Of(type, 0) ?? throw new InvalidOperationException($"There is no sample of '{type}'.");

    private static object? Of(Type type, int depth) =>
        _values.TryGetValue(type, out var value) ? value
        : Nullable.GetUnderlyingType(type) is { } underlying ? Of(underlying, depth)
        : type.IsEnum ? Enum.GetValues(type).Cast<object>().Last()
        : depth > Deepest ? null
        : ItemsOf(type, depth) ?? RecordOf(type, depth);

    private static object? ItemsOf(Type type, int depth)
    {
        if (!type.IsAssignableTo(typeof(IEnumerable)))
        {
            return null;
        }

        Type[] arguments = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        if (arguments is [var item])
        {
            var items = Array.CreateInstance(item, 1);
            items.SetValue(Of(item, depth + 1), 0);
            return items;
        }

        var entries = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
        entries[Of(arguments[0], depth + 1)!] = Of(arguments[1], depth + 1);
        return entries;
    }

    private static object RecordOf(Type type, int depth)
    {
        var constructor = type.GetConstructors().MaxBy(known => known.GetParameters().Length) ?? throw new InvalidOperationException($"There is no sample of '{type}', which has no public constructor.");
        var record = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, depth + 1))]);
        foreach (var property in CrossingTypes.PropertiesOf(type).Where(property => property.SetMethod is not null))
        {
            property.SetValue(record, Of(property.PropertyType, depth + 1));
        }

        return record;
    }
}
