using System.Reflection;
using DurableSagas.LocalHost.Functions;
using DurableSagas.LocalHost.Tests.Functions;
using DurableSagas.LocalHost.WebJobs.Calls;
using DurableSagas.LocalHost.WebJobs.Emitting;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.DurableTask;

namespace DurableSagas.LocalHost.Tests.WebJobs;

public sealed class EmittedFunctionsTests
{
    private const string QueueReturn = """{"name":"$return","type":"queue","direction":"Out","queueName":"out","connection":"Other"}""";

    [Fact]
    public void Emit_EachKind_HasTheParametersThatWebJobsLooksFor()
    {
        var type = Emit(
            Announced.Read("Activity", Announced.Activity),
            Announced.Read("Entity", Announced.Entity),
            Announced.Read("Orchestration", Announced.Orchestration),
            Announced.Read("Queue", Announced.Queue),
            Announced.Read("Start", Announced.Http, Announced.Client, Announced.HttpReturn),
            Announced.Read("Timer", Announced.Timer));

        Assert.Equal(
            [
                "Task`1 Activity([ActivityTrigger] String request, FunctionCall $call)",
                "Task`1 Entity([EntityTrigger] String dispatcher, FunctionCall $call)",
                "Task`1 Orchestration([OrchestrationTrigger] String context, FunctionCall $call)",
                "Task Queue([QueueTrigger] ParameterBindingData message, FunctionCall $call)",
                "Task Start(FunctionCall $call, [DurableClient] String client)",
                "Task Timer([TimerTrigger] TimerInfo timer, FunctionCall $call)",
            ],
            Methods(type).Select(Signature));
        Assert.Equal(["Start"], Methods(type).Where(method => method.IsDefined(typeof(NoAutomaticTriggerAttribute))).Select(method => method.Name));
    }

    [Fact]
    public void Emit_QueueTrigger_CarriesItsNameAndConnection()
    {
        var type = Emit(Announced.Read("Work", Announced.Queue));

        var trigger = Method(type, "Work").GetParameters()[0].GetCustomAttribute<QueueTriggerAttribute>()!;

        Assert.Equal(("%QueueName%", "Other"), (trigger.QueueName, trigger.Connection));
    }

    [Fact]
    public void Emit_QueueOutput_IsACollectorOfMessages()
    {
        var type = Emit(Announced.Read("Work", Announced.Activity, QueueReturn));

        var output = Method(type, "Work").GetParameters()[2];

        Assert.Equal(typeof(IAsyncCollector<BinaryData>), output.ParameterType);
        Assert.Equal("out", output.GetCustomAttribute<QueueAttribute>()!.QueueName);
    }

    [Fact]
    public void Emit_FunctionTimeout_HoldsForAllButWhatTheEngineReplays()
    {
        var type = EmittedFunctions.Emit(
            [
                Announced.Read("Activity", Announced.Activity),
                Announced.Read("Entity", Announced.Entity),
                Announced.Read("Orchestration", Announced.Orchestration),
                Announced.Read("Timer", Announced.Timer),
            ],
            TimeSpan.FromMinutes(5));

        var limited = Methods(type).Where(method => method.GetCustomAttribute<TimeoutAttribute>() is { ThrowOnTimeout: true } timeout
            && timeout.Timeout == TimeSpan.FromMinutes(5));

        Assert.Equal(["Activity", "Timer"], limited.Select(method => method.Name));
    }

    [Fact]
    public void Emit_TimerWithoutSchedule_NamesTheFunction()
    {
        var function = Announced.Read("Tick", """{"name":"timer","direction":"In","type":"timerTrigger"}""");

        var exception = Assert.Throws<FunctionsException>(() => Emit(function));

        Assert.Equal("Function 'Tick' has a 'timerTrigger' without 'schedule'.", exception.Message);
    }

    [Fact]
    public void Emit_NamedDurableTriggers_KeepTheirNames()
    {
        var type = Emit(Announced.Read("Run", """{"name":"context","direction":"In","type":"orchestrationTrigger","orchestration":"Other"}"""));

        var trigger = Method(type, "Run").GetParameters()[0].GetCustomAttribute<OrchestrationTriggerAttribute>()!;

        Assert.Equal("Other", trigger.Orchestration);
    }

    private static Type Emit(params AppFunction[] functions) => EmittedFunctions.Emit(functions, timeout: null);

    private static IOrderedEnumerable<MethodInfo> Methods(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static).OrderBy(method => method.Name, StringComparer.Ordinal);

    private static MethodInfo Method(Type type, string name) => type.GetMethod(name)!;

    private static string Signature(MethodInfo method) =>
        $"{method.ReturnType.Name} {method.Name}({string.Join(", ", method.GetParameters().Select(Parameter))})";

    private static string Parameter(ParameterInfo parameter)
    {
        var attributes = string.Concat(parameter.GetCustomAttributes().Select(attribute =>
            $"[{attribute.GetType().Name.Replace("Attribute", string.Empty, StringComparison.Ordinal)}] "));
        return $"{attributes}{parameter.ParameterType.Name} {parameter.Name}";
    }
}
