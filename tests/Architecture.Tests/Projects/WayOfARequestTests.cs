using System.Reflection;
using System.Text.RegularExpressions;
using DurableSagas.Architecture.Tests.Builds;
using DurableSagas.Sagas.Definitions.Catalog;
using DurableSagas.Sagas.Steps;

namespace DurableSagas.Architecture.Tests.Projects;

/// <summary>The README's way of a request is the one that the code goes.</summary>
public sealed partial class WayOfARequestTests
{
    private static readonly Type[] _types = [.. Build.App.OwnAssemblies().SelectMany(name => Assembly.Load(name).GetTypes())];

    private static readonly string[] _files =
        [.. File.ReadLines(Path.Combine(Build.RepositoryRoot, "README.md")).Select(line => Step().Match(line)).Where(step => step.Success).Select(step => step.Groups["file"].Value)];

    [Fact]
    public void Readme_TheWayOfARequest_IsSixFilesThatNameTheirTypes()
    {
        Assert.Equal(6, _files.Length);
        Assert.All(_files, file => Assert.True(File.Exists(Path.Combine(Build.RepositoryRoot, file)), file));
        Assert.All(_files, file => Assert.Equal(NamespaceOf(file), TypeOf(file).Namespace));
    }

    [Fact]
    public void Request_OnItsWay_GoesFromEachToTheNext()
    {
        Type[] way = [.. _files.Select(TypeOf)];
        var (entrance, starter, orchestrator, activity, participant, views) = (way[0], way[1], way[2], way[3], way[4], way[5]);
        var saga = SagaCatalog.Of(orchestrator.Assembly).Find("order-fulfilment")!;

        Assert.Contains(starter, Needs(entrance));
        Assert.Equal(orchestrator.Name, saga.Orchestrator);
        Assert.Contains(saga.Definition.Steps, step => step.Name == activity.Name);
        Assert.Contains(Needs(activity), participant.IsAssignableTo);
        Assert.Contains(typeof(StepRunner), Needs(activity));
        Assert.Contains(Needs(typeof(StepRunner)), views.IsAssignableTo);
    }

    private static IEnumerable<Type> Needs(Type type) => type.GetConstructors().Single().GetParameters().Select(parameter => parameter.ParameterType);

    private static Type TypeOf(string file) => _types.Single(type => type.Name == Path.GetFileNameWithoutExtension(file));

    private static string NamespaceOf(string file) => Path.GetDirectoryName(file)!.Replace("src", "DurableSagas", StringComparison.Ordinal).Replace(Path.DirectorySeparatorChar, '.');

    [GeneratedRegex(@"^\d\. `(?<file>src/[^`]+\.cs)`: ")]
    private static partial Regex Step();
}
