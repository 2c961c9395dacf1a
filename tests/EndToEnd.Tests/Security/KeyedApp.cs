using System.Text;
using DurableSagas.EndToEnd.Tests.Api;
using DurableSagas.EndToEnd.Tests.Hosts;
using DurableSagas.EndToEnd.Tests.Routes;

namespace DurableSagas.EndToEnd.Tests.Security;

/// <summary>An app that asks for keys, as one in Azure does, with storage of its own.</summary>
public sealed class KeyedApp : OwnApp
{
    public const string Key = "function-key-3b1c9d";
    public const string SystemKey = "system-key-77aa01";
    public const string MasterKey = "master-key-10ef52";
    public const string OperatorKey = "operator-key-5e6f7a8b";
    public const string ParticipantKey = "participant-key-c0ffee";

    /// <summary>What must stand in no log.</summary>
    internal static IReadOnlyList<string> Secrets => [Key, SystemKey, MasterKey, OperatorKey, ParticipantKey];

    internal AppClient Anyone => Client();

    internal AppClient Caller => Client(("x-functions-key", Key));

    internal AppClient Operator => Client(("x-functions-key", Key), ("x-operator-key", OperatorKey));

    internal Uri Url => App.Url;

    internal AppClient Client(params (string Name, string Value)[] headers) => new(Url, headers.ToDictionary(header => header.Name, header => header.Value));

    internal AppClient InRole(string role) => Client(("x-functions-key", Key), ("X-MS-CLIENT-PRINCIPAL", Principal(role)));

    internal Task<StorageSnapshot> SnapshotAsync() => StorageSnapshot.TakeAsync(Storage, Hub);

    /// <summary>As App Service authentication writes it.</summary>
    internal static string Principal(string role) => Convert.ToBase64String(Encoding.UTF8.GetBytes($$"""{"auth_typ":"aad","name_typ":"name","role_typ":"roles","claims":[{"typ":"name","val":"Ann"},{"typ":"roles","val":"{{role}}"}]}"""));

    private protected override Task<LocalAppSettings> SettingsAsync() => Task.FromResult(new LocalAppSettings(Storage, Hub, Others: new Dictionary<string, string>
    {
        // What the clock starts would change rows between two looks.
        ["AzureWebJobs.PurgeExpiredSagas.Disabled"] = "true",
        ["AzureWebJobs.SweepSagas.Disabled"] = "true",
        ["LocalHost__Keys__default"] = Key,
        ["LocalHost__Keys___system"] = SystemKey,
        ["LocalHost__Keys___master"] = MasterKey,
        ["OperatorKey"] = OperatorKey,
        ["OperatorRole"] = "Operator",
        ["Participants__nowhere__BaseUrl"] = "http://127.0.0.1:1/",
        ["Participants__nowhere__Key"] = ParticipantKey,
    }));
}
