namespace PartnerChat.Benchmarks.Results;

/// <summary>Collects figures and tables, and shows them as they come.</summary>
internal sealed class Report(TextWriter output)
{
    private readonly List<Figure> _figures = [];
    private readonly List<Table> _tables = [];

    public IReadOnlyList<Figure> Figures => _figures;

    public IReadOnlyList<Table> Tables => _tables;

    /// <summary>What was measured where no figure is asked for, or how the figures came about.</summary>
    public void Add(Table table)
    {
        _tables.Add(table);
        output.WriteLine();
        output.WriteLine(table.ToText());
    }

    public void Add(Figure figure)
    {
        _figures.Add(figure);
        output.WriteLine(Table.Of([figure]).ToText(hasHead: _figures.Count == 1));
    }

    public void Say(string line) => output.WriteLine($"  {line}");
}
