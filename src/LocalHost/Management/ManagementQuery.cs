using System.Globalization;
using DurableSagas.LocalHost.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.Management;

/// <summary>Query values that the extension cannot use, or must not on this host.</summary>
internal static class ManagementQuery
{
    // The longest that a timer of .NET waits.
    private const double MostSeconds = int.MaxValue / 1000;

    /// <returns>What is wrong; null when nothing is. What is no number at all, the extension ignores.</returns>
    public static string? Fault(IQueryCollection query, string taskHub, IConfiguration configuration)
    {
        // A hub is a file or a set of tables, and is made when it is asked for: not by whoever can send a request.
        if (query["taskHub"].ToString() is { Length: > 0 } hub && !hub.Equals(taskHub, StringComparison.OrdinalIgnoreCase))
        {
            return $"'taskHub' is '{hub}', and this host has '{taskHub}' only.";
        }

        if (query["connection"].ToString() is { Length: > 0 } connection && !IsConnection(configuration, connection))
        {
            return $"'connection' is '{connection}', and this app has no setting 'AzureWebJobs{connection}', nor '{connection}'.";
        }

        if (int.TryParse(query["top"].ToString(), out var top) && top < 1)
        {
            return $"'top' is {top}, expected a number from 1.";
        }

        if (!TrySeconds(query, "timeout", out var timeout, out var fault) || !TrySeconds(query, "pollingInterval", out var interval, out fault))
        {
            return fault;
        }

        return interval > timeout
            ? string.Create(
                CultureInfo.InvariantCulture, $"'pollingInterval' is {interval} and 'timeout' {timeout}, expected the interval to be the shorter one.")
            : null;
    }

    // As WebJobs looks for it: a text, or a section where a managed identity signs in. Links name the extension's own where there is no storage, too.
    private static bool IsConnection(IConfiguration configuration, string name) =>
        name.Equals(StorageName.OfExtension, StringComparison.OrdinalIgnoreCase)
        || new[] { $"AzureWebJobs{name}", name, $"ConnectionStrings:{name}" }.Any(key => configuration.GetSection(key).Exists());

    private static bool TrySeconds(IQueryCollection query, string name, out double? seconds, out string? fault)
    {
        (seconds, fault) = (null, null);
        if (!double.TryParse(query[name].ToString(), out var value))
        {
            return true;
        }

        seconds = value;
        fault = value is >= 0 and <= MostSeconds ? null : $"'{name}' is '{query[name]}', expected seconds from 0 to {MostSeconds}.";
        return fault is null;
    }
}
