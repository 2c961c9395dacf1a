using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace DurableSagas.LocalHost.WebJobs;

/// <summary>
/// Names the app in its storage: hosts of one app share it, and with it the locks by which one of them runs the timers.
/// </summary>
internal static class HostId
{
    private const int Length = 32;

    /// <summary>The setting is the real host's, for what else shares the storage.</summary>
    public static string Of(string appFolder, IConfiguration configuration) => configuration["AzureFunctionsWebHost:hostid"]
        ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(Path.GetFullPath(appFolder)))))[..Length];
}
