namespace PartnerChat.Web.Resources;

/// <summary>The words around the pages: the landing page, what is not there, what broke.</summary>
public sealed class PageTexts;
