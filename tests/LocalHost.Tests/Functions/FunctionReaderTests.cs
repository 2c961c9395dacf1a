using DurableSagas.LocalHost.Functions;

namespace DurableSagas.LocalHost.Tests.Functions;

public sealed class FunctionReaderTests
{
    private const string Blob = """{"name":"blob","direction":"In","type":"blobTrigger","path":"in/{name}"}""";
    private const string Table = """{"name":"rows","direction":"In","type":"table","tableName":"Rows"}""";

    [Theory]
    [InlineData(Announced.Activity, nameof(FunctionKind.Activity))]
    [InlineData(Announced.Entity, nameof(FunctionKind.Entity))]
    [InlineData(Announced.Http, nameof(FunctionKind.Http))]
    [InlineData(Announced.Orchestration, nameof(FunctionKind.Orchestration))]
    [InlineData(Announced.Queue, nameof(FunctionKind.Queue))]
    [InlineData(Announced.Timer, nameof(FunctionKind.Timer))]
    public void Read_TriggerThatIsRun_GivesItsKind(string trigger, string kind)
    {
        var function = Announced.Read("Work", trigger);

        Assert.Equal(kind, function.Kind.ToString());
        Assert.Equal(("id-of-Work", "App.dll", "App.Work.Run", false), (function.Id, function.ScriptFile, function.EntryPoint, function.IsDisabled));
    }

    [Fact]
    public void Read_SeveralBindings_KeepsThemInOrderWithWhatTheySay()
    {
        var function = Announced.Read("Start", Announced.Http, Announced.Client, Announced.HttpReturn);

        Assert.Equal(["request", "client", "$return"], function.Bindings.Select(binding => binding.Name));
        Assert.Equal([BindingDirection.In, BindingDirection.In, BindingDirection.Out], function.Bindings.Select(binding => binding.Direction));
        Assert.Equal("orders/{id}", function.Trigger.Text("Route"));
        Assert.Null(function.Trigger.Text("nothing"));
    }

    [Fact]
    public void Read_UnknownTriggersAndBindings_NamesThemAllAndSaysWhatToDo()
    {
        var exception = Assert.Throws<FunctionsException>(() => Announced.Read(
            [],
            Announced.Function("Copy", Blob),
            Announced.Function("Start", Announced.Http, Table),
            Announced.Function("Work", Announced.Activity)));

        const string supported = "httpTrigger, orchestrationTrigger, activityTrigger, entityTrigger, queueTrigger and timerTrigger, " +
            "with the bindings durableClient, http and queue";
        Assert.Equal(
            $"""
            Function 'Copy' has the trigger 'blobTrigger', which this host does not run. It runs {supported}. {Disable("Copy")}
            Function 'Start' has the binding 'rows' of type 'table' (In), which this host does not know. It runs {supported}. {Disable("Start")}
            """,
            exception.Message,
            ignoreLineEndingDifferences: true);

        static string Disable(string function) => $"To start without this function, set 'AzureWebJobs.{function}.Disabled' to 'true'.";
    }

    [Theory]
    [InlineData("AzureWebJobs.Copy.Disabled", "true")]
    [InlineData("AzureWebJobs.Copy.Disabled", "1")]
    [InlineData("AzureWebJobs_Copy_Disabled", "True")]
    public void Read_UnknownTriggerOfADisabledFunction_StartsWithoutIt(string setting, string value)
    {
        var functions = Announced.Read(
            new() { [setting] = value }, Announced.Function("Copy", Blob), Announced.Function("Work", Announced.Activity));

        Assert.Equal([("Copy", true), ("Work", false)], functions.Select(function => (function.Name, function.IsDisabled)));
    }

    [Fact]
    public void Read_SameNameTwice_SaysSo()
    {
        var exception = Assert.Throws<FunctionsException>(() => Announced.Read(
            [], Announced.Function("Work", Announced.Activity), Announced.Function("work", Announced.Activity)));

        Assert.Equal("Function 'Work' is there 2 times; names must be unique.", exception.Message, ignoreCase: true);
    }
}
