using DurableSagas.BenchmarkPeers.Core;
using DurableSagas.BenchmarkPeers.Courier;
using DurableSagas.BenchmarkPeers.Driving;
using DurableSagas.BenchmarkPeers.Wolverine;
using DurableSagas.BenchmarkPeers.WorkflowCore;

// Whatever a library prints, lines of the protocol stay whole.
var output = Console.Out;
Console.SetOut(Console.Error);
var ends = new Ends(output);
await using IPeer peer = args switch
{
    ["core-sqlite", var folder] => CorePeer.OnSqlite(folder, ends),
    ["core-azurestorage", _, var storage] => CorePeer.OnAzureStorage(storage, ends),
    ["courier", ..] => new CourierPeer(ends),
    ["wolverine", var folder] => new WolverinePeer(folder, ends),
    ["workflow-core", ..] => new WorkflowCorePeer(ends),
    _ => throw new ArgumentException($"'{string.Join(' ', args)}' names no peer with its folder."),
};
await LineProtocol.ServeAsync(peer, ends, Console.In, output, CancellationToken.None);
