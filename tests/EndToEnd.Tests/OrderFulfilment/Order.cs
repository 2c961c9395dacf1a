using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSagas.EndToEnd.Tests.OrderFulfilment;

/// <summary>The body of a start, as a caller writes it.</summary>
internal sealed record Order(string OrderId, string CustomerId, IReadOnlyList<Line> Lines, string Address, IReadOnlyDictionary<string, string>? Faults = null)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    [JsonIgnore]
    public string Json => JsonSerializer.Serialize(this, _json);

    [JsonIgnore]
    public decimal Total => Lines.Sum(line => line.Quantity * line.UnitPrice);

    /// <summary>The same order, with a fault injected into an activity.</summary>
    public Order With(string activity, string fault) => this with { Faults = new Dictionary<string, string>(Faults ?? new Dictionary<string, string>()) { [activity] = fault } };
}
