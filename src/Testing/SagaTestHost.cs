using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Data.Tables;
using DurableSagas.Sagas;
using DurableSagas.Sagas.Declared;
using DurableSagas.Sagas.Definitions;
using DurableSagas.Sagas.Json;
using DurableSagas.Sagas.Outcomes;
using DurableSagas.Sagas.Outcomes.Interventions;
using DurableSagas.Sagas.Outcomes.Timelines;
using DurableSagas.Sagas.Steps;
using DurableSagas.Sagas.Steps.Recording;
using DurableSagas.Testing.Approvals;
using DurableSagas.Testing.Calls;
using DurableSagas.Testing.Client;
using DurableSagas.Testing.Faults;
using DurableSagas.Testing.Functions;
using DurableSagas.Testing.Histories;
using DurableSagas.Testing.Hub;
using DurableSagas.Testing.Operators;
using DurableSagas.Testing.Queues;
using DurableSagas.Testing.Running;
using DurableSagas.Testing.Time;
using DurableSagas.Testing.Views;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Grpc;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableSagas.Testing;

/// <summary>A host in memory that runs sagas in virtual time: replay, orchestrators and activities are real, the rest is the kit's and the test's.</summary>
/// <remarks>Use it from one thread. Services and what they hold survive a crash of the host, as the world outside it does.</remarks>
public sealed class SagaTestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly HostLoop _loop;
    private readonly HostTime _host;
    private readonly Orchestrators _orchestrators;
    private readonly CallLog _calls;
    private readonly ApprovalSteps _approvals;
    private readonly PatientClient _caller;
    private readonly SagaTestOptions _options;
    private readonly Action<IServiceCollection>? _ofTest;
    private readonly Dictionary<object, Action<SagaTestHost>> _registered = [];

    private SagaTestHost(SagaTestOptions options, Action<IServiceCollection>? ofTest)
    {
        (_options, _ofTest) = (options, ofTest);
        var services = _services = TestServices.Build(options, ofTest);
        (_loop, _host) = (services.GetRequiredService<HostLoop>(), services.GetRequiredService<HostTime>());
        (_orchestrators, _calls) = (services.GetRequiredService<Orchestrators>(), services.GetRequiredService<CallLog>());
        Services = services.GetRequiredService<Singletons>().In(services);
        Time = services.GetRequiredService<VirtualTime>();
        Faults = services.GetRequiredService<InjectedFaults>();
        Views = services.GetRequiredService<ViewTable>();
        Queues = services.GetRequiredService<EventQueues>();
        var channel = new GrpcDurableTaskClientOptions
        {
            CallInvoker = new HubChannel(services.GetRequiredService<HubService>()),
            DataConverter = services.GetRequiredService<DurableTaskWorkerOptions>().DataConverter,
        };
        Client = new GrpcDurableTaskClient(nameof(SagaTestHost), channel, NullLogger.Instance);
        Queues.Client = Client;
        _caller = new PatientClient(Client, _host);
        _approvals = new ApprovalSteps(services.GetRequiredService<TaskHub>(), _orchestrators);
        Approvals = _host.Approvals = new StandingAnswers(_approvals, Client);
        Faults.Names = new FaultNames(services.GetRequiredService<AppFunctions>(), _orchestrators);
    }

    /// <summary>The task hub's client: Microsoft's own, in front of the kit's task hub.</summary>
    public DurableTaskClient Client { get; }

    public IServiceProvider Services { get; }

    public VirtualTime Time { get; }

    public InjectedFaults Faults { get; }

    public ViewTable Views { get; }

    /// <summary>The tables of the activities: in memory, empty at first and without any to create, unless the test brings a client of its own.</summary>
    public TableServiceClient Tables => Services.GetRequiredService<TableServiceClient>();

    /// <summary>The queues of compensations by event, and what becomes of the events.</summary>
    public EventQueues Queues { get; }

    /// <summary>What people answer by themselves; <see cref="AnswerAsync"/> is for one answer at a moment of the test's own.</summary>
    public StandingAnswers Approvals { get; }

    /// <summary>How often the host has crashed, and was opened again.</summary>
    public int Crashes => _loop.Crashes;

    /// <summary>Every call of an activity, in the order in which they began.</summary>
    public IReadOnlyList<ActivityCall> Calls => _calls.All;

    /// <summary>The names of the steps' activities called, in the order in which the calls began.</summary>
    public IReadOnlyList<string> ActivityCalls => [.. Calls.Select(call => call.Activity).Where(name => name != TimelineRecorder.RecordTimeline)];

    /// <param name="services">What the activities need: participants, real ones or the test's. Called anew for each case of an exploration.</param>
    /// <param name="options">Null: all functions of the calling assembly and of those it refers to.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<SagaTestHost> StartAsync(Action<IServiceCollection>? services = null, SagaTestOptions? options = null)
    {
        var assembly = options?.Assembly ?? Assembly.GetCallingAssembly();
        return Task.FromResult(new SagaTestHost((options ?? new SagaTestOptions()) with { Assembly = assembly }, services));
    }

    /// <summary>Lets a definition be run: as a sub-saga, or as an older version that instances may name. What is run is registered by itself.</summary>
    /// <returns>The orchestrator's name: of the app's function <c>{Name}Orchestrator</c> beside <c>{Name}Saga</c>, else the definition's own.</returns>
    public string Register<TRequest>(SagaDefinition<TRequest> definition)
        where TRequest : class
    {
        _registered[definition] = host => host.Register(definition);
        return _orchestrators.Register(definition);
    }

    /// <summary>Lets faults be ordered for the calls of a declared transaction before it is started.</summary>
    public void Register(DeclaredTransaction document)
    {
        _registered[document] = host => host.Register(document);
        _orchestrators.Name(DeclaredSaga.DefinitionOf(document));
    }

    /// <summary>Runs a saga to its end, jumping from timer to timer.</summary>
    /// <exception cref="SagaStuckException">It has no outcome.</exception>
    public async Task<SagaOutcome> RunAsync<TRequest>(SagaDefinition<TRequest> definition, TRequest request, string? id = null)
        where TRequest : class => await OutcomeOfAsync(await StartAsync(definition, request, id));

    /// <summary>Starts a saga, and leaves it running.</summary>
    /// <returns>Its instance id.</returns>
    public async Task<string> StartAsync<TRequest>(SagaDefinition<TRequest> definition, TRequest request, string? id = null)
        where TRequest : class
    {
        id ??= Guid.NewGuid().ToString("N");
        return await StartAsync(Register(definition), request, new StartOrchestrationOptions(id) { Version = new TaskVersion($"{definition.Version}") });
    }

    /// <summary>Starts an orchestrator by its name, such as one that runs declared transactions, and leaves it running.</summary>
    /// <param name="options">With the instance id.</param>
    /// <returns>Its instance id.</returns>
    public Task<string> StartAsync(string orchestrator, object request, StartOrchestrationOptions options) =>
        _caller.StartAsync(orchestrator, request, options);

    /// <summary>Ends when nothing will happen before time moves or somebody asks for something.</summary>
    public Task WhenIdleAsync() => _host.SettleAsync();

    /// <summary>Lets the host work until a condition holds, such as that an activity is in flight; time stands still.</summary>
    /// <exception cref="InvalidOperationException">It has come to rest, and the condition does not hold.</exception>
    public async Task UntilAsync(Func<bool> isReached)
    {
        await _loop.RunAsync(isReached);
        if (!isReached())
        {
            throw new InvalidOperationException("The host has come to rest before the condition held. Does it need time to pass?");
        }
    }

    /// <summary>Lets the host work, jumping from timer to timer, until a condition holds, which is looked at before each thing that it does.</summary>
    /// <returns>False when nothing is left to happen, and the condition never held.</returns>
    public Task<bool> TryReachAsync(Func<bool> isReached) => _host.TryRunAsync(isReached, CancellationToken.None);

    /// <summary>Lets time pass, stopping at every timer on the way.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        var until = Time.GetUtcNow() + by;
        do
        {
            await WhenIdleAsync();
        }
        while (_host.TryJump(until));

        Time.JumpTo(until);
        await WhenIdleAsync();
    }

    /// <summary>Lets the instance run to its end, jumping from timer to timer.</summary>
    public async Task<OrchestrationMetadata> EndOfAsync(string id)
    {
        while (true)
        {
            await WhenIdleAsync();
            var instance = await Client.GetInstanceAsync(id, getInputsAndOutputs: true)
                ?? throw new InvalidOperationException($"There is no instance '{id}'.");
            if (instance.IsCompleted)
            {
                return instance;
            }

            if (!_host.TryJump())
            {
                throw new InvalidOperationException(
                    $"Instance '{id}' of '{instance.Name}' is {instance.RuntimeStatus} and nothing is left to happen. "
                    + "Does it wait for an event, or is time moved by hand?");
            }
        }
    }

    /// <summary>Lets the saga run to its end, jumping from timer to timer.</summary>
    /// <exception cref="SagaStuckException">It has no outcome.</exception>
    public async Task<SagaOutcome> OutcomeOfAsync(string id)
    {
        var end = await EndOfAsync(id);
        return end.RuntimeStatus == OrchestrationRuntimeStatus.Completed ? end.ReadOutputAs<SagaOutcome>()! : throw new SagaStuckException(end);
    }

    /// <summary>Answers an approval of a saga as a person does, and lets the host settle.</summary>
    /// <param name="id">The saga whose step it is: of a sub-saga's step, the sub-saga's.</param>
    /// <exception cref="InvalidOperationException">The saga has no such approval that could still be answered; the message says what it waits for.</exception>
    public async Task AnswerAsync(string id, string approval, bool approved, string by, string? comment = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        await WhenIdleAsync();
        var step = _approvals.Require(id, approval);
        await _caller.RaiseAsync(id, step, new ApprovalAnswer(approved, by, comment), () => !_approvals.IsWaiting(id, step));
        await WhenIdleAsync();
    }

    /// <summary>Rewinds a stuck saga, and lets it run to its end.</summary>
    /// <exception cref="SagaStuckException">It is stuck again.</exception>
    public async Task<SagaOutcome> RewindAsync(string id, string reason = "mended")
    {
        await _caller.RewindAsync(id, reason);
        return await OutcomeOfAsync(id);
    }

    /// <summary>Undoes a saga that has completed, and lets that run to its end; needs <c>UndoWithin</c>, whose time is not looked at here.</summary>
    /// <exception cref="SagaStuckException">A compensation is stuck; the instance to rewind is <see cref="SubSagaId.UndoInstanceOf"/>.</exception>
    public async Task<SagaOutcome> UndoAsync(string id, string reason = "sent back") =>
        await OutcomeOfAsync(await _caller.UndoAsync(await EndOfAsync(id), reason));

    /// <summary>Skips the operation at which a saga is stuck, as an operator does, and lets the saga run to its end.</summary>
    /// <param name="id">The saga that is stuck itself: of a sub-saga's step, the sub-saga's.</param>
    /// <inheritdoc cref="RewindAsync"/>
    public Task<SagaOutcome> SkipAsync(string id, string step, string reason = "skipped") =>
        InterveneAsync(id, step, InterventionAction.Skip, null, reason);

    /// <summary>Gives the result of the step at which a saga is stuck, as an operator does, and lets the saga run to its end.</summary>
    /// <inheritdoc cref="SkipAsync"/>
    public Task<SagaOutcome> GiveResultAsync<T>(string id, string step, T result, string reason = "done by hand") =>
        InterveneAsync(id, step, InterventionAction.GiveResult, JsonSerializer.Serialize(result, SagaJson.Options), reason);

    /// <summary>Crashes the host and opens it again: what is not committed is lost.</summary>
    public async Task CrashAsync()
    {
        _services.GetRequiredService<CrashGate>().CrashNow();
        await WhenIdleAsync();
    }

    /// <summary>The saga's view.</summary>
    public SagaTimeline View(string id) =>
        Views.Find(id) ?? throw new InvalidOperationException($"Saga '{id}' has no view: no activity has written one to the kit's table.");

    /// <summary>An instance's history as it stands, to be kept in a file and replayed later.</summary>
    public RecordedHistory HistoryOf(string id)
    {
        var hub = _services.GetRequiredService<TaskHub>();
        var instance = hub.Find(id) ?? throw new InvalidOperationException($"There is no instance '{id}'.");
        return new RecordedHistory(hub.Read(() => instance.History.ToArray()));
    }

    /// <summary>Replays a recorded history against today's code, without calling an activity.</summary>
    /// <exception cref="HistoryMismatchException">The code asks for something else than it did then: after a deployment such instances would fail.</exception>
    public void Replay(RecordedHistory history) => new HistoryReplay(_services.GetRequiredService<OrchestratorReplay>()).Run(history);

    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        await Client.DisposeAsync();
        await _services.DisposeAsync();
    }

    private Task<SagaOutcome> InterveneAsync(string id, string step, InterventionAction action, string? result, string reason)
    {
        _services.GetRequiredService<DecisionsByHand>().Decide(View(id), step, action, result, reason, Time.GetUtcNow());
        return RewindAsync(DecisionsByHand.RootOf(id), reason);
    }

    /// <summary>A new host with services of its own, made as this one's were; it knows the same definitions.</summary>
    internal SagaTestHost Another()
    {
        // Replayed after each of its crashes; in between that would only cost time.
        var host = new SagaTestHost(_options with { ExtendedSessions = true }, _ofTest);
        foreach (var register in _registered.Values)
        {
            register(host);
        }

        return host;
    }
}
