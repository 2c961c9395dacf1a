using DurableSagas.Architecture.Tests.Builds;
using Mono.Cecil;

namespace DurableSagas.Architecture.Tests.Traps;

/// <summary>What behaves otherwise on the real host than one would think, and is kept out of the app.</summary>
public sealed class TrapTests
{
    // Null for a failed instance on the real host.
    [Fact]
    public void App_NeverReads_FailureDetailsOfAnInstance()
    {
        Assert.Empty(CallersOf("OrchestrationMetadata", "get_FailureDetails"));
        Assert.NotEmpty(CallersOf("OrchestrationMetadata", "get_RuntimeStatus"));
    }

    // The id of a finished instance runs again there: only what has inserted the view first, or asked the hub, may schedule.
    [Fact]
    public void App_Schedules_InOnePlaceBehindTheViewsInsert()
    {
        var schedulers = CallersOf("DurableTaskClient", "ScheduleNewOrchestrationInstanceAsync");
        var resumers = CallersOf("SagaStarter", "ResumeAsync");

        // A rebuild has one id, and is meant to run again when it has finished; rewinds of many have an id that nobody had before; what undoes a
        // saga has the id that the saga gives it, and a view since its start.
        Assert.Equal(["PostRebuild", "PostRewinds", "PostUndo", "SagaStarter"], schedulers);
        Assert.Equal(["SagaReconciler"], resumers);
    }

    // Without it the real worker writes PascalCase and numbers into the history.
    [Fact]
    public void App_Serializer_IsSetThroughWorkerOptions() =>
        Assert.Equal(["SagaComposition"], CallersOf("WorkerOptions", "set_Serializer"));

    // On their way out of the extension, what looks like a date in a history's or a list's tags is written anew.
    [Fact]
    public void App_ReadsTags_OfAnInstanceThatItAskedForByItsId()
    {
        var readers = CallersOf("OrchestrationMetadata", "get_Tags");

        Assert.Equal(["SagaRebuilder"], readers);
        Assert.Equal(readers, readers.Intersect(CallersOf("DurableTaskClient", "GetInstanceAsync")));
        Assert.Empty(readers.Intersect(CallersOf("DurableTaskClient", "GetAllInstancesAsync")));
        Assert.Empty(CallersOf("ExecutionStartedEvent", "get_Tags"));
    }

    // Told anew in each place, lost races were told in nine ways: without a pause, for ten times only, or by a status that a missing table has too.
    [Fact]
    public void App_TellsLostRacesAndMissingRows_ByTheKitForTablesAlone()
    {
        Assert.Equal(["Repetition", "TableConflict"], CallersOf("RequestFailedException", "get_Status"));
        Assert.Equal(["TableConflict", "TableRows"], CallersOf("RequestFailedException", "get_ErrorCode"));
        Assert.Equal(["TableRows"], CallersOf("TableClient", "AddEntityAsync"));
        Assert.Equal(["GetHealth", "TableRows"], CallersOf("TableClient", "GetEntityIfExistsAsync"));
    }

    // A rewind drops every failed attempt that the engine knows of: the engine must know of none but the last.
    [Theory]
    [InlineData("TaskOptions", "FromRetryPolicy")]
    [InlineData("TaskOptions", "FromRetryHandler")]
    [InlineData("RetryPolicy", ".ctor")]
    public void App_NeverUses(string type, string member) => Assert.Empty(CallersOf(type, member));

    private static string[] CallersOf(string type, string member)
    {
        var callers = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in Build.App.OwnAssemblies())
        {
            using var module = Build.App.Open(name);
            callers.UnionWith(module.Types.SelectMany(outer => WithNested(outer).Where(inner => inner.Methods.Any(method => Calls(method, type, member))).Select(_ => outer.Name)));
        }

        return [.. callers];
    }

    private static bool Calls(MethodDefinition method, string type, string member) => method.HasBody && method.Body.Instructions
        .Select(instruction => instruction.Operand).OfType<MethodReference>()
        .Any(called => called.Name == member && called.DeclaringType.Name == type);

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);
}
