using Markdig.Syntax;

namespace PartnerChat.Web.Components.Chat.Rendering;

/// <summary>What stands at the start of a line only because the line is in a quote or an item.</summary>
internal static class LinePrefix
{
    /// <summary>Where the text of the line begins that starts at this index.</summary>
    public static int After(string source, int index, int end, ContainerBlock container)
    {
        if (container.Parent is not null) index = After(source, index, end, container.Parent);
        switch (container)
        {
            case QuoteBlock:
                var mark = index;
                while (mark < end && mark - index < 4 && source[mark] == ' ') mark++;
                if (mark == end || source[mark] != '>') return index;
                return mark + 1 < end && source[mark + 1] is ' ' or '\t' ? mark + 2 : mark + 1;
            case ListItemBlock:
                while (index < end && source[index] is ' ' or '\t') index++;
                return index;
            default:
                return index;
        }
    }
}
