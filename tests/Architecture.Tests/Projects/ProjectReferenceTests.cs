namespace DurableSagas.Architecture.Tests.Projects;

public sealed class ProjectReferenceTests
{
    private static readonly string[] _app = ["Functions", "Participants", "Projections", "SagaFunctions", "Sagas"];
    private static readonly string[] _host = ["DurableTask.Sqlite", "LocalHost", "WorkerHook"];

    // What each project may refer to: the arrows of the design, none of which points back.
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["DurableTask.Sqlite"] = [],
        ["Functions"] = ["Participants", "Projections", "SagaFunctions", "Sagas"],
        ["LocalHost"] = ["DurableTask.Sqlite", "WorkerHook"],
        ["Participants"] = [],
        ["Projections"] = ["Participants", "Sagas"],
        ["SagaFunctions"] = ["Participants", "Projections", "Sagas"],
        ["Sagas"] = [],
        ["Testing"] = ["Participants", "Projections", "Sagas"],
        ["WorkerHook"] = [],
    };

    public static TheoryData<string> Names => [.. Project.Sources.Select(project => project.Name)];

    public static TheoryData<string> Apps => [.. _app.Where(Project.All.ContainsKey), "AspNetCoreApp", "BenchmarkApp", "MoveApp", "SampleApp"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Project_References_PointOneWay(string name)
    {
        Assert.Empty(Project.All[name].References.Except(_allowed[name]));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void App_ByWayOfNoProject_ReachesTheHost(string name)
    {
        Assert.Empty(Project.All[name].Reach().Intersect(_host));
    }

    [Fact]
    public void LocalHost_ByWayOfNoProject_ReachesAnApp()
    {
        var reached = Project.All["LocalHost"].Reach();

        Assert.Contains("DurableTask.Sqlite", reached);
        Assert.Empty(reached.Intersect([.. _app, "AspNetCoreApp", "BenchmarkApp", "MoveApp", "SampleApp"]));
    }

    [Theory]
    [InlineData("AspNetCoreApp")]
    [InlineData("SampleApp")]
    public void AppsOfTheTests_KnowNothingOfOurs(string name)
    {
        Assert.Empty(Project.All[name].References);
    }

    // Usable with a plain TaskHubWorker: nothing of WebJobs, of Functions or of Azure comes with it.
    [Fact]
    public void SqliteTaskHub_OfAllTaskPackages_KnowsTheCoreAlone()
    {
        var packages = Project.All["DurableTask.Sqlite"].Packages;

        Assert.Contains("Microsoft.Azure.DurableTask.Core", packages);
        Assert.DoesNotContain(packages, package => package.Contains("WebJobs", StringComparison.Ordinal) || package.Contains("Functions", StringComparison.Ordinal) || package.StartsWith("Azure.", StringComparison.Ordinal));
    }
}
