using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace DurableSagas.Packages.Tests.Packing;

public sealed class PackageTests(PackageFeed packages)
{
    private static readonly string[] _libraries =
        ["DurableSagas", "DurableSagas.DurableTask.Sqlite", "DurableSagas.Participants", "DurableSagas.Projections", "DurableSagas.SagaFunctions", "DurableSagas.Testing"];

    public static TheoryData<string> Ids => [.. _libraries, "DurableSagas.LocalHost", "DurableSagas.Templates"];

    public static TheoryData<string> Libraries => [.. _libraries];

    [Fact]
    public void Pack_OfTheSolution_MakesThesePackagesAndNoOthers()
    {
        var made = Directory.EnumerateFiles(packages.Folder, "*.nupkg").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

        Assert.Equal(Ids.Select(id => $"{id.Data}.{packages.Version}.nupkg").Order(StringComparer.Ordinal), made);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Package_Shows_WhatItIsAndItsReadme(string id)
    {
        using var package = Open(id, "nupkg");

        var metadata = Nuspec(package);
        Assert.Equal((id, packages.Version), (Value(metadata, "id"), Value(metadata, "version")));
        Assert.InRange(Value(metadata, "description").Length, 40, 300);
        Assert.NotEqual("Package Description", Value(metadata, "description"));
        Assert.StartsWith("# ", Text(package, Value(metadata, "readme")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_Has_ItsDocumentationAndItsSymbols(string id)
    {
        var assembly = id == "DurableSagas" ? "DurableSagas.Sagas" : id;

        using var package = Open(id, "nupkg");
        using var symbols = Open(id, "snupkg");

        Assert.Equal([$"{assembly}.dll", $"{assembly}.xml"], package.Entries.Where(entry => entry.FullName.StartsWith("lib/net10.0/", StringComparison.Ordinal)).Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Contains(symbols.Entries, entry => entry.FullName == $"lib/net10.0/{assembly}.pdb");
    }

    // Whoever builds the same sources gets the same bytes.
    [Theory]
    [MemberData(nameof(Libraries))]
    public void Library_IsBuilt_Deterministically(string id)
    {
        using var package = Open(id, "nupkg");
        using var content = package.Entries.Single(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)).Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        using var assembly = new PEReader(new MemoryStream(copy.ToArray()));

        Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    // A library of ours comes by its package, never inside another's.
    [Fact]
    public void Library_OfFunctions_BringsTheOthersAsDependencies()
    {
        using var package = Open("DurableSagas.SagaFunctions", "nupkg");

        var ours = Nuspec(package).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Select(dependency => (Id: (string)dependency.Attribute("id")!, Version: (string)dependency.Attribute("version")!))
            .Where(dependency => dependency.Id.StartsWith("DurableSagas", StringComparison.Ordinal));
        Assert.Equal(["DurableSagas", "DurableSagas.Participants", "DurableSagas.Projections"], ours.Select(dependency => dependency.Id).Order(StringComparer.Ordinal));
        Assert.All(ours, dependency => Assert.Equal(packages.Version, dependency.Version));
    }

    private ZipArchive Open(string id, string extension) => ZipFile.OpenRead(Path.Combine(packages.Folder, $"{id}.{packages.Version}.{extension}"));

    private static XElement Nuspec(ZipArchive package)
    {
        using var content = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(content).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string Value(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    private static string Text(ZipArchive package, string path)
    {
        using var reader = new StreamReader(package.GetEntry(path)!.Open());
        return reader.ReadToEnd();
    }
}
