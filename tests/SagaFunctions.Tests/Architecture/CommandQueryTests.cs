using DurableSagas.SagaFunctions.OpenApi;
using Mono.Cecil;

namespace DurableSagas.SagaFunctions.Tests.Architecture;

public sealed class CommandQueryTests
{
    private static readonly CallGraph _graph = new();

    private static readonly Dictionary<string, string[]> _commands = new()
    {
        ["DurableTaskClient"] = ["Schedule", "Raise", "Terminate", "Purge", "Suspend", "Resume", "Restart", "Rewind"],
        ["HttpClient"] = ["Send", "Post", "Put", "Patch", "Delete"],
        ["QueueClient"] = ["Create", "Send", "Delete", "Clear", "Update"],
        ["TableClient"] = ["Add", "CreateAsync", "CreateIfNotExists", "Delete", "Set", "Submit", "Update", "Upsert"],
        ["TableServiceClient"] = ["Create", "Delete", "Set"],
    };

    public static TheoryData<string> Queries => [.. Functions(verb => verb == "get")];

    public static TheoryData<string> Commands => [.. Functions(verb => verb != "get")];

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_WhateverItCalls_ReachesNoCommand(string function)
    {
        Assert.Empty(CommandsOf(function));
    }

    [Theory]
    [InlineData("StartSaga", "DurableTaskClient.ScheduleNewOrchestrationInstanceAsync")]
    [InlineData("StartSaga", "TableClient.SubmitTransactionAsync")]
    [InlineData("PostCancel", "DurableTaskClient.RaiseEventAsync")]
    [InlineData("PutStock", "TableClient.UpsertEntityAsync")]
    public void Command_ThroughInterfacesAndStateMachines_IsSeenToChangeSomething(string function, string command)
    {
        Assert.Contains(command, CommandsOf(function));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_Answers_NoView(string function)
    {
        var views = Functions(verb => verb == "get").SelectMany(AnswersOf).ToHashSet();

        Assert.Contains("SagaView", views);
        Assert.DoesNotContain(AnswersOf(function), views.Contains);
    }

    [Fact]
    public void Contract_Answers_AreWhatTheFunctionsWrite()
    {
        var functions = EndpointFunction.Of(ExampleApp.Functions).Where(function => function.Method.IsDefined(typeof(AnswersAttribute), inherit: false));

        Assert.All(functions, function => Assert.Equal(
            AnswersOf(function.Name).Order(),
            function.Answers.Where(answer => answer.Body is not null && answer.Body != typeof(System.Text.Json.JsonElement)).Select(answer => Innermost(answer.Body!)).Distinct().Order()));
    }

    // The worker's own serializer writes what crosses the history, where a decimal is text.
    [Fact]
    public void Functions_WriteAndReadHttp_NeverByTheWorkersSerializer() =>
        Assert.DoesNotContain(
            _graph.HttpFunctions.SelectMany(function => _graph.Reach(function.Method)),
            called => called.Name is "ReadFromJsonAsync" || (called.Name == "WriteAsJsonAsync" && called.Parameters.All(parameter => parameter.ParameterType.Name != "ObjectSerializer")));

    private static IReadOnlyList<string> Functions(Predicate<string> verb) =>
        [.. _graph.HttpFunctions.Where(function => function.Verbs.Any(one => verb(one))).Select(function => function.Name)];

    private static IReadOnlyList<MethodReference> ReachOf(string function) =>
        _graph.Reach(_graph.HttpFunctions.Single(known => known.Name == function).Method);

    private static IReadOnlyList<string> CommandsOf(string function) =>
    [
        .. ReachOf(function)
            .Where(called => _commands.TryGetValue(called.DeclaringType.Name, out var verbs) && verbs.Any(verb => called.Name.StartsWith(verb, StringComparison.Ordinal)))
            .Select(called => $"{called.DeclaringType.Name}.{called.Name}").Distinct()
    ];

    private static IEnumerable<string> AnswersOf(string function) => ReachOf(function)
        .OfType<GenericInstanceMethod>()
        .Where(called => called.Name is "AnswerAsync" or "AnswerUnlessKnownAsync" or "WriteAsync" || called is { Name: "GetAsync", DeclaringType.Name: nameof(SagaFunctions.Http.Resource) })
        .Select(called => Innermost(called.GenericArguments[^1]))
        .OfType<string>()
        .Distinct();

    private static string? Innermost(TypeReference type) => type switch
    {
        GenericParameter => null,
        GenericInstanceType generic => Innermost(generic.GenericArguments[^1]),
        _ => type.Name,
    };

    private static string Innermost(Type type) => type.IsGenericType ? Innermost(type.GetGenericArguments()[^1]) : type.Name;
}
