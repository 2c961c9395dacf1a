using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Settings;

/// <summary>Which storage the app uses, in words that give no secret away.</summary>
internal static class StorageName
{
    public const string Connection = "AzureWebJobsStorage";

    /// <summary>The same connection as the Durable extension names it, in the links that it makes, too.</summary>
    public const string OfExtension = "Storage";

    public static bool IsDevelopment(IConfiguration configuration) =>
        Parts(configuration).Contains("UseDevelopmentStorage=true", StringComparer.OrdinalIgnoreCase);

    public static string Of(IConfiguration configuration) =>
        IsDevelopment(configuration) ? "Azurite, the emulator (UseDevelopmentStorage=true)"
        : configuration[$"{Connection}:accountName"] is { } account ? $"account '{account}', by identity"
        : Account(configuration) is { } named ? $"account '{named}'"
        : configuration[Connection] is null ? $"none ('{Connection}' is not set)"
        : $"as '{Connection}' says";

    private static string? Account(IConfiguration configuration) => Parts(configuration)
        .Select(part => part.Split('=', 2))
        .FirstOrDefault(part => part is ["AccountName" or "BlobEndpoint", _])?[1];

    private static string[] Parts(IConfiguration configuration) =>
        configuration[Connection]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
