using DurableSagas.Architecture.Tests.Builds;

namespace DurableSagas.Architecture.Tests.Metadata;

public sealed class MetadataRulesTests
{
    private static readonly IReadOnlyList<BuiltFunction> _app = BuiltFunction.Read(File.ReadAllText(Build.App.File("functions.metadata")));

    private static readonly Dictionary<string, string> _broken = new()
    {
        ["HttpAnswersAResponse"] = Function("a", """{"type":"httpTrigger","methods":["get"],"route":"a"}"""),
        ["HttpSaysItsMethodsAndRoute"] = Function("a", """{"type":"httpTrigger","methods":["get"]}""", """{"type":"http","direction":"Out"}"""),
        ["NameIsItsOwn"] = $"{Function("a", """{"type":"activityTrigger"}""")},{Function("A", """{"type":"activityTrigger"}""")}",
        ["OneTrigger"] = Function("a", """{"type":"activityTrigger"}""", """{"type":"timerTrigger"}"""),
        ["QueueHasALegalName"] = Function("a", """{"type":"queueTrigger","queueName":"Take--Points"}"""),
        ["RoutesDoNotOverlap"] = $"{Function("a", """{"type":"httpTrigger","methods":["get"],"route":"sagas/{id}"}""")},{Function("b", """{"type":"httpTrigger","methods":["post","get"],"route":"Sagas/summary"}""")}",
        ["TimerHasAScheduleOfSixFields"] = Function("a", """{"type":"timerTrigger","schedule":"* * * * *"}"""),
    };

    public static TheoryData<string> Rules => [.. MetadataRules.All.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void App_EveryFunctionOfTheBuild_Keeps(string rule)
    {
        var faults = MetadataRules.All[rule](_app);

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void BrokenMetadata_OfTheRulesName_IsAFault(string rule)
    {
        var faults = MetadataRules.All[rule](BuiltFunction.Read($"[{_broken[rule]}]"));

        Assert.Single(faults);
    }

    [Theory]
    [InlineData("activityTrigger")]
    [InlineData("durableClient")]
    [InlineData("httpTrigger")]
    [InlineData("orchestrationTrigger")]
    [InlineData("queueTrigger")]
    [InlineData("timerTrigger")]
    public void App_BindingsOfEachType_AreFound(string type)
    {
        Assert.Contains(_app, function => function.Of(type).Any());
    }

    private static string Function(string name, params string[] bindings) =>
        $$"""{"name":"{{name}}","scriptFile":"a.dll","entryPoint":"A.RunAsync","bindings":[{{string.Join(',', bindings)}}]}""";
}
