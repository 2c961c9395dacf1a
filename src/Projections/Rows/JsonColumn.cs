using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Sagas.Json;

namespace DurableSagas.Projections.Rows;

/// <summary>A column that holds a small record, or a list of them, as JSON.</summary>
internal static class JsonColumn
{
    /// <summary>Empty for what is not there: a row that is merged keeps what is not written.</summary>
    public static string TextOf<T>(T? value) where T : class => value is null ? string.Empty : JsonSerializer.Serialize(value, SagaJson.Options);

    /// <summary>Null when it holds nothing.</summary>
    /// <returns>False when it holds something else.</returns>
    public static bool TryRead<T>(TableEntity row, string column, out T? value) where T : class
    {
        value = null;
        if (!row.TryGetValue(column, out var found) || found is null or "")
        {
            return true;
        }

        try
        {
            value = found is string json ? JsonSerializer.Deserialize<T>(json, SagaJson.Options) : null;
            return value is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
