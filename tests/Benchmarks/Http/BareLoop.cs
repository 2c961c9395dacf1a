using System.Diagnostics;
using System.Threading.Channels;
using Azure.Data.Tables;
using DurableSagas.Benchmarks.Measuring;

namespace DurableSagas.Benchmarks.Http;

/// <summary>The table requests of orders without the app: as many start at once as callers would, and as many go on beside them as the app runs activities.</summary>
internal sealed class BareLoop(BareTables tables, IReadOnlyList<RecordedOrder> recorded)
{
    private const int Accepted = 202;

    private static readonly int _activitiesAtOnce = 10 * Environment.ProcessorCount;

    private int _orders;
    private int _refused;

    public async Task PrepareAsync(TableServiceClient service, CancellationToken cancellationToken)
    {
        foreach (var table in recorded.SelectMany(order => order.Start.Concat(order.Rest)).Select(request => request.Table).Distinct())
        {
            await service.CreateTableIfNotExistsAsync(table, cancellationToken);
        }
    }

    /// <returns>The starts, the time until the last order had ended, and how many requests storage refused, but for looks at what is not there.</returns>
    public async Task<(Answers Starts, TimeSpan All, int Refused)> RunAsync(int callers, int count, CancellationToken cancellationToken)
    {
        var begun = Channel.CreateBounded<int>(count);
        Interlocked.Exchange(ref _refused, 0);
        var began = Stopwatch.GetTimestamp();
        var workers = Enumerable.Range(0, _activitiesAtOnce).Select(_ => GoOnAsync(begun.Reader, cancellationToken)).ToArray();
        var starts = await Answers.CollectAsync(callers, count, Accepted, _ => StartAsync(begun.Writer, cancellationToken), cancellationToken);
        begun.Writer.Complete();
        await Task.WhenAll(workers);
        return (starts, Stopwatch.GetElapsedTime(began), _refused);
    }

    public Task<Answers> ReadAsync(int callers, int count, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Answers.CollectAsync(callers, count, 200, number => tables.SendAsync(recorded[0].ReadOf(ids[number % ids.Count]), cancellationToken), cancellationToken);

    private async Task<int> StartAsync(ChannelWriter<int> begun, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _orders);
        await SendAllAsync(number, order => order.Start, cancellationToken);
        await begun.WriteAsync(number, cancellationToken);
        return Accepted;
    }

    private async Task GoOnAsync(ChannelReader<int> begun, CancellationToken cancellationToken)
    {
        await foreach (var number in begun.ReadAllAsync(cancellationToken))
        {
            await SendAllAsync(number, order => order.Rest, cancellationToken);
        }
    }

    private async Task SendAllAsync(int number, Func<RecordedOrder, IReadOnlyList<StorageRequest>> part, CancellationToken cancellationToken)
    {
        var order = recorded[number % recorded.Count];
        foreach (var request in part(order))
        {
            var status = await tables.SendAsync(order.For(request, number), cancellationToken);
            if (status >= 400 && (status != 404 || request.Method != "GET"))
            {
                Interlocked.Increment(ref _refused);
            }
        }
    }
}
