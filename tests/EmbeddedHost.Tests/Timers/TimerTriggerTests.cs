using System.Threading.Channels;
using DurableSagas.EmbeddedHost.Functions;
using DurableSagas.EmbeddedHost.Tests.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace DurableSagas.EmbeddedHost.Tests.Timers;

public sealed class TimerTriggerTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 10, 4, 0, TimeSpan.Zero));
    private readonly Ticks _ticks = new();

    [Fact]
    public async Task Timer_ItsTimeComes_RunsOnceWithNextTime()
    {
        var host = await StartAsync<EveryFiveMinutes>();

        _time.Advance(TimeSpan.FromMinutes(1));
        var tick = await _ticks.NextAsync();
        await host.DisposeAsync();

        Assert.False(tick.IsPastDue);
        Assert.Equal(new DateTime(2026, 3, 1, 10, 10, 0, DateTimeKind.Utc), tick.ScheduleStatus!.Next);
        Assert.Equal(0, _ticks.Waiting);
    }

    [Fact]
    public async Task Timer_RunFails_NextOneComes()
    {
        await using var host = await StartAsync<Failing>();

        _time.Advance(TimeSpan.FromMinutes(1));
        await _ticks.NextAsync();
        _time.Advance(TimeSpan.FromMinutes(5));

        var second = await _ticks.NextAsync();
        Assert.Equal(new DateTime(2026, 3, 1, 10, 5, 0, DateTimeKind.Utc), second.ScheduleStatus!.Last);
    }

    [Fact]
    public async Task Timer_HostWasHeldUp_SaysThatItIsPastDueAndRunsOnce()
    {
        var host = await StartAsync<EveryFiveMinutes>();

        _time.Advance(TimeSpan.FromMinutes(12));
        var tick = await _ticks.NextAsync();
        await host.DisposeAsync();

        Assert.True(tick.IsPastDue);
        Assert.Equal(0, _ticks.Waiting);
    }

    [Fact]
    public async Task Timer_RunOnStartup_RunsAtOnce()
    {
        await using var host = await StartAsync<AtStart>("--Often=00:01:00");

        var tick = await _ticks.NextAsync();

        Assert.Null(tick.ScheduleStatus);
    }

    [Fact]
    public async Task Timer_Disabled_NeverRuns()
    {
        var host = await StartAsync<EveryFiveMinutes>("--AzureWebJobs.EveryFiveMinutes.Disabled=1");

        _time.Advance(TimeSpan.FromMinutes(30));
        var byHand = await host.PostAsync("admin/functions/EveryFiveMinutes", "{}");
        await host.DisposeAsync();

        Assert.Equal("404 ", byHand);
        Assert.Equal(0, _ticks.Waiting);
    }

    [Fact]
    public async Task Start_SettingOfScheduleIsMissing_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<FunctionCatalogException>(() => StartAsync<AtStart>());

        Assert.Equal(["Timer function 'AtStart': '%Often%' names the app setting 'Often', which is not set."], refused.Faults);
    }

    [Fact]
    public async Task AdminApi_TimerFunction_RunsByHand()
    {
        await using var host = await StartAsync<EveryFiveMinutes>();

        var answer = await host.PostAsync("admin/functions/everyfiveminutes", """{"input":""}""");

        Assert.Equal("202 ", answer);
        Assert.Null((await _ticks.NextAsync()).ScheduleStatus);
    }

    [Theory]
    [InlineData("admin/functions/Nobody", "{}", 404)]
    [InlineData("admin/functions/EveryFiveMinutes", "[]", 400)]
    [InlineData("admin/functions/EveryFiveMinutes", "{", 400)]
    public async Task AdminApi_BadRequest_RunsNothing(string path, string body, int status)
    {
        var host = await StartAsync<EveryFiveMinutes>();

        var answer = await host.PostAsync(path, body);
        await host.DisposeAsync();

        Assert.Equal($"{status} ", answer);
        Assert.Equal(0, _ticks.Waiting);
    }

    private Task<TestHost> StartAsync<TFunctions>(params string[] settings) => TestHost.OfAsync(
        typeof(TFunctions),
        builder =>
        {
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_time));
            builder.Services.AddSingleton(_ticks);
        },
        settings: settings);

    public sealed class EveryFiveMinutes(Ticks ticks)
    {
        [Function(nameof(EveryFiveMinutes))]
        public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo tick) => ticks.Add(tick);
    }

    public sealed class AtStart(Ticks ticks)
    {
        [Function(nameof(AtStart))]
        public void Run([TimerTrigger("%Often%", RunOnStartup = true, UseMonitor = false)] TimerInfo tick) => ticks.Add(tick);
    }

    public sealed class Failing(Ticks ticks)
    {
        [Function(nameof(Failing))]
        public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo tick)
        {
            ticks.Add(tick);
            throw new InvalidOperationException("Not today.");
        }
    }

    public sealed class Ticks
    {
        private readonly Channel<TimerInfo> _ticks = Channel.CreateUnbounded<TimerInfo>();

        public int Waiting => _ticks.Reader.Count;

        public void Add(TimerInfo tick) => Assert.True(_ticks.Writer.TryWrite(tick));

        public async Task<TimerInfo> NextAsync() => await _ticks.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }
}
