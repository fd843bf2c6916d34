-- The words of columns' tags came later: what is indexed is indexed anew.
DELETE FROM catalog_indexed;
